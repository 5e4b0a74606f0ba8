// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.plain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerInputs;
import dev.sora.combiner.CombinerType;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;

/** {@code plain-sum}: the sum of signals of one shape. */
public final class SumType implements CombinerType {

    /** Creates the type. */
    public SumType() {}

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("plain-sum", "The sum.");
    }

    @Override
    public boolean ordered() {
        return false;
    }

    @Override
    public Combiner create(Settings settings) {
        return new Sum();
    }

    private record Sum() implements Combiner {

        @Override
        public ParticlePlan plan(List<SignalSpec> inputs) {
            SignalSpec first = inputs.get(0);
            for (SignalSpec input : inputs) {
                if (input.isSequence()
                        || input.values().type() != DataType.FLOAT32
                        || !input.values().fits(first.values())) {
                    throw new ShapeException("floats of one shape", input);
                }
            }
            return ParticlePlan.of(first);
        }

        @Override
        public Signal combine(CombinerInputs parts, Pass pass) {
            NDArray sum = null;
            for (Signal part : parts.each()) {
                sum = sum == null ? part.values() : sum.add(part.values());
            }
            return Signal.of(sum);
        }
    }
}
