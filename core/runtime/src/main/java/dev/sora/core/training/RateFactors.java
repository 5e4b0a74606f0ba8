// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.graph.Flat;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.ParameterLayout.ScaledRange;
import dev.sora.core.graph.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * Scales the updates of weights whose learning rate has a factor: {@code w = w_old + f (w_new -
 * w_old)}.
 *
 * <p>Every gradient-based rule changes a weight by its learning rate times a value that does not
 * depend on the rate, decay included, so the result is that of the scaled rate, up to rounding. The
 * optimiser itself still performs one update of one flat tensor.
 */
final class RateFactors {

    private final List<NDArray> parts = new ArrayList<>();
    private final List<Double> factors = new ArrayList<>();

    RateFactors(Weights weights, ParameterLayout.Group group) {
        for (ScaledRange range : weights.layout().scaled()) {
            if (group.holds(range)) {
                parts.add(Flat.part(weights.trained(), range.start(), range.end()));
                factors.add(range.factor());
            }
        }
    }

    /** Returns the weights before an update; nothing is copied if no weight has a factor. */
    List<NDArray> before(NDManager manager) {
        List<NDArray> copies = new ArrayList<>(parts.size());
        for (NDArray part : parts) {
            NDArray copy = part.duplicate();
            copy.attach(manager);
            copies.add(copy);
        }
        return copies;
    }

    /** Scales the update that was made since. */
    void apply(List<NDArray> before) {
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).subi(before.get(i)).muli(factors.get(i)).addi(before.get(i));
        }
    }
}
