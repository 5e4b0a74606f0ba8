// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.trial;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * {@code pace}: multiplies a buffer by its input, with the buffer as first factor, and adds a value
 * that is kept for the run; each training pass halves the buffer.
 */
public final class PaceType implements ParticleType {

    /** Receives each pass. */
    public static final AtomicReference<Consumer<Pass>> ON_PASS = new AtomicReference<>(pass -> {});

    /** Counts how often the kept value was created. */
    public static final AtomicInteger MADE = new AtomicInteger();

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("pace", "Multiplies by a number that it keeps itself.");
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new UnaryParticle() {
            @Override
            public ParticlePlan plan(SignalSpec input) {
                if (input.values().isIndices() || input.values().rank() != 1) {
                    throw new ShapeException("a vector for pace", input, "name one");
                }
                return ParticlePlan.of(
                        input,
                        ParameterSpec.buffer(
                                "pace", Initialiser.constant(1), input.values().dimension(0)));
            }

            @Override
            public Signal forward(Signal input, Pass pass) {
                ON_PASS.get().accept(pass);
                NDArray pace = pass.parameter("pace");
                if (pass.training()) {
                    pace.muli(0.5f);
                }
                NDArray ramp =
                        pass.kept(
                                "ramp",
                                manager -> {
                                    MADE.incrementAndGet();
                                    long size = input.values().getShape().get(1);
                                    return manager.arange(0, size, 1, DataType.FLOAT32);
                                });
                return Signal.of(pace.mul(input.values()).add(ramp.mul(input.values())));
            }
        };
    }
}
