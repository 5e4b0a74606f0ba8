// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import dev.sora.core.graph.Weights;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;

/** A copy of the weights of the best epoch so far, on the device. */
final class BestWeights {

    private final Weights current;
    private Weights copy;

    BestWeights(Weights current) {
        this.current = current;
    }

    void keep() {
        Weights before = copy;
        copy = current.duplicate();
        if (before != null) {
            before.close();
        }
    }

    void load(Map<String, FloatBuffer> values) {
        copy = Weights.of(current.layout(), values, current.trained().getManager());
    }

    Optional<Weights> weights() {
        return Optional.ofNullable(copy);
    }
}
