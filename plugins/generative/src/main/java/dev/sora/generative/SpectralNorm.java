// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Spectral normalisation (Miyato, Kataoka, Koyama and Yoshida, 2018): {@code W / s}, where {@code
 * s} is the largest singular value of {@code W} as a matrix of filters by inputs.
 *
 * <p>Instead of one power iteration a step with a vector that is kept, {@code s} is the Schatten
 * norm of order 64, {@code tr((W W')^32)^(1/64)}: at least the largest singular value, and at most
 * 8 % above it for 128 filters. It needs no state, so that training and prediction use the same
 * weights, and its gradient is exact.
 */
final class SpectralNorm {

    /** The number of squarings of {@code W W'}. */
    private static final int SQUARINGS = 5;

    /** Keeps weights of zero finite. */
    private static final float SMALL = 1e-20f;

    private SpectralNorm() {}

    /** Returns normalised weights. */
    static NDArray apply(NDArray weight) {
        Shape shape = weight.getShape();
        long filters = shape.get(0);
        NDArray matrix = weight.reshape(filters, shape.size() / filters);
        NDArray trace = matrix.square().sum().add(SMALL);
        // the trace of each power is taken out, because the powers themselves would overflow
        NDArray power = matrix.matMul(matrix.transpose()).div(trace);
        NDArray log = trace.log();
        for (int i = 1; i <= SQUARINGS; i++) {
            // the trace of the square of a symmetric matrix is the sum of its squared elements
            NDArray next = power.square().sum();
            // not mul(2), which would create a tensor for the number in each of many calls
            log = log.add(log).add(next.log());
            if (i < SQUARINGS) {
                power = power.matMul(power).div(next);
            }
        }
        return weight.div(log.mul(0.5 / (1 << SQUARINGS)).exp());
    }
}
