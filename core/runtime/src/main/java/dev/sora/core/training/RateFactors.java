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
 * Shortens the steps of weights whose learning rate has a factor: {@code w = w_old + f (w_new -
 * w_old)}.
 *
 * <p>Every rule that follows a gradient moves a weight by its learning rate times something that
 * does not depend on the rate, decay included, so that this is the step of another rate, up to
 * rounding. The optimiser itself still does one step over one flat tensor.
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

    /** Returns the weights as they are before a step; nothing is copied where none has a factor. */
    List<NDArray> before(NDManager manager) {
        List<NDArray> copies = new ArrayList<>(parts.size());
        for (NDArray part : parts) {
            NDArray copy = part.duplicate();
            copy.attach(manager);
            copies.add(copy);
        }
        return copies;
    }

    /** Shortens the step that was done since. */
    void apply(List<NDArray> before) {
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).subi(before.get(i)).muli(factors.get(i)).addi(before.get(i));
        }
    }
}
