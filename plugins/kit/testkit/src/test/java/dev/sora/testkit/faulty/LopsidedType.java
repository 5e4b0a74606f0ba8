// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.faulty;

import ai.djl.ndarray.NDArray;
import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerInputs;
import dev.sora.combiner.CombinerType;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.testkit.plain.SumType;
import java.util.List;

/** A difference that declares that the order of its signals does not matter. */
public final class LopsidedType implements CombinerType {

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("lopsided", "The first signal without the others.");
    }

    @Override
    public boolean ordered() {
        return false;
    }

    @Override
    public Combiner create(Settings settings) {
        Combiner sum = new SumType().create(settings);
        return new Combiner() {
            @Override
            public ParticlePlan plan(List<SignalSpec> inputs) {
                return sum.plan(inputs);
            }

            @Override
            public Signal combine(CombinerInputs parts, Pass pass) {
                NDArray first = parts.each().get(0).values();
                return Signal.of(first.mul(2).sub(sum.combine(parts, pass).values()));
            }
        };
    }
}
