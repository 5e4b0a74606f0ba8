// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.combiner;

import ai.djl.ndarray.NDArray;
import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerInputs;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Reduces inputs of equal shape to one of that shape, element by element.
 *
 * @param name the name of the type, for messages
 * @param ofStack reduces dimension 1 of {@code (batch, count, …)}
 * @param ofPair the same for two inputs, without stacking them
 */
record Reduction(String name, UnaryOperator<NDArray> ofStack, BinaryOperator<NDArray> ofPair)
        implements Combiner {

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        return ParticlePlan.of(SignalSpec.of(EqualShapes.of(inputs, name, 1)));
    }

    @Override
    public Signal combine(CombinerInputs parts, Pass pass) {
        if (parts.count() == 2 && !parts.isStacked()) {
            List<Signal> pair = parts.each();
            return Signal.of(ofPair.apply(pair.get(0).values(), pair.get(1).values()));
        }
        return Signal.of(ofStack.apply(parts.stacked()));
    }
}
