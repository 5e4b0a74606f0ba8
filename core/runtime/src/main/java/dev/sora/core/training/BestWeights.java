// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import dev.sora.core.graph.Weights;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A copy of the weights of the best epoch so far, on the device. */
final class BestWeights implements AutoCloseable {

    private final Weights current;
    private @Nullable Weights copy;

    BestWeights(Weights current) {
        this.current = current;
    }

    void keep() {
        replace(current.duplicate());
    }

    void load(Map<String, FloatBuffer> values) {
        replace(Weights.of(current.layout(), values, current.trained().getManager()));
    }

    private void replace(@Nullable Weights other) {
        Weights before = copy;
        copy = other;
        if (before != null) {
            before.close();
        }
    }

    Optional<Weights> weights() {
        return Optional.ofNullable(copy);
    }

    @Override
    public void close() {
        replace(null);
    }
}
