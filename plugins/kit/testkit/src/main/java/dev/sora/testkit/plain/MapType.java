// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.plain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;

/** {@code plain-map}: an affine map {@code W x + b} of all numbers of a record. */
public final class MapType implements ParticleType {

    private static final Setting<Long> UNITS =
            Setting.integer("units", "Number of values it yields.")
                    .atLeast(1)
                    .atMost(100_000)
                    .orElse(4L);

    /** Creates the type. */
    public MapType() {}

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("plain-map", "An affine map W x + b.", UNITS);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new Affine(settings.get(UNITS));
    }

    /** Returns the number of values of a record; refuses a signal that is not of floats. */
    static long width(SignalSpec input) {
        TensorSpec values = input.values();
        if (input.isSequence() || values.type() != DataType.FLOAT32 || values.rank() == 0) {
            throw new ShapeException("floats, such as (8)", input);
        }
        return values.size();
    }

    /** Flattens the numbers of each record. */
    static NDArray rows(Signal input) {
        NDArray values = input.values();
        return values.reshape(new Shape(values.getShape().get(0), -1));
    }

    private record Affine(long units) implements UnaryParticle {

        @Override
        public ParticlePlan plan(SignalSpec input) {
            return ParticlePlan.of(
                    SignalSpec.floats(units),
                    ParameterSpec.weight("weight", Initialiser.fanIn(1), units, width(input)),
                    ParameterSpec.bias("bias", Initialiser.zeros(), units));
        }

        @Override
        public Signal forward(Signal input, Pass pass) {
            return Signal.of(
                    Linear.linear(rows(input), pass.parameter("weight"), pass.parameter("bias"))
                            .head());
        }
    }
}
