// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.particle;

import ai.djl.ndarray.NDArray;
import dev.sora.generation.EachStep;
import dev.sora.layers.Signals;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.function.BiFunction;

/**
 * A particle without parameters that maps values without changing their shape.
 *
 * @param name the name of the type, for messages
 * @param function computes the values in a pass
 */
record Pointwise(String name, BiFunction<NDArray, Pass, NDArray> function)
        implements UnaryParticle, EachStep {

    @Override
    public ParticlePlan plan(SignalSpec input) {
        Signals.floats(input, name);
        return ParticlePlan.of(input);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        return Signals.withSteps(input, function.apply(input.values(), pass));
    }
}
