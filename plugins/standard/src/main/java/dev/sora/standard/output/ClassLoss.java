// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/**
 * The cross-entropy of scores and actual classes: {@code -(1 - s) log p_t - s mean(log p)} with
 * label smoothing {@code s} (Szegedy et al., 2016), multiplied by {@code (1 - p_t)^g} for the focal
 * loss (Lin et al., 2017).
 *
 * @param gamma the exponent {@code g}; 0 for plain cross-entropy
 * @param smoothing the smoothing {@code s}
 */
record ClassLoss(double gamma, double smoothing) {

    /**
     * Returns the mean loss of a batch.
     *
     * @param scores {@code (batch, classes)}
     * @param target the actual classes, {@code (batch, 1)}
     * @param weights the weight of each record, {@code (batch, 1)}
     */
    NDArray of(NDArray scores, NDArray target, Optional<NDArray> weights) {
        NDArray logs = scores.logSoftmax(1);
        NDArray picked = logs.gather(target, 1);
        NDArray gain = picked;
        if (smoothing > 0) {
            NDArray spread = logs.mean(new int[] {1}, true).mul((float) smoothing);
            gain = picked.mul((float) (1 - smoothing)).add(spread);
        }
        if (gamma > 0) {
            gain = gain.mul(focus(picked));
        }
        if (weights.isPresent()) {
            gain = gain.mul(weights.get());
        }
        return gain.mean().neg();
    }

    private NDArray focus(NDArray picked) {
        NDArray wrong = picked.exp().neg().add(1f);
        if (gamma == 1) {
            return wrong;
        }
        // if the probability rounds to 1, the gradient of the power would be infinite or NaN
        return gamma == 2 ? wrong.square() : wrong.maximum(1e-6f).pow((float) gamma);
    }
}
