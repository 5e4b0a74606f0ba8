// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import ai.djl.ndarray.NDArray;

/**
 * The mean squared, absolute or Huber error (Huber, 1964): {@code e² / 2} up to an error of d, and
 * {@code d (|e| - d / 2)} beyond.
 *
 * @param kind {@code mse}, {@code mae} or {@code huber}
 * @param delta Huber's d
 */
record NumberLoss(String kind, double delta) {

    NDArray of(NDArray predicted, NDArray target) {
        NDArray error = predicted.sub(target);
        return switch (kind) {
            case "mae" -> error.abs().mean();
            case "huber" -> {
                NDArray size = error.abs();
                NDArray near = size.minimum((float) delta);
                // n (|e| - n / 2) with n = min(|e|, d) combines both branches
                yield near.mul(size.sub(near.mul(0.5f))).mean();
            }
            default -> error.square().mean();
        };
    }
}
