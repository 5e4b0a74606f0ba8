// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.step;

import ai.djl.ndarray.NDArray;
import dev.sora.tensor.Signal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of a forward pass and its gradient. It belongs to the minibatch that it was computed
 * from.
 *
 * @param loss the sum of the losses, each with its factor
 * @param losses the loss of each output, without its factor
 * @param defined the number of records for which the loss of an output is defined, if its targets
 *     contain it
 * @param predictions the raw prediction of each output
 * @param gradient the flat gradient of the loss with respect to all trained weights; null if it was
 *     not requested
 */
public record Computed(
        NDArray loss,
        Map<String, NDArray> losses,
        Map<String, NDArray> defined,
        Map<String, Signal> predictions,
        @Nullable NDArray gradient) {

    /** Returns a copy with another loss, and its gradient. */
    public Computed with(NDArray lossAlone, NDArray gradientOfIt) {
        return new Computed(lossAlone, losses, defined, predictions, gradientOfIt);
    }
}
