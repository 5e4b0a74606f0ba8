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
        if (copy == null) {
            copy = current.duplicate();
        } else {
            copy.copyFrom(current);
        }
    }

    void load(Map<String, FloatBuffer> values) {
        copy = Weights.of(current.layout(), values, current.trained().getManager());
    }

    void restore() {
        if (copy != null) {
            current.copyFrom(copy);
        }
    }

    Optional<Weights> weights() {
        return Optional.ofNullable(copy);
    }
}
