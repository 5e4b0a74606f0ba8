// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Pass;

/**
 * Spectral normalisation (Miyato, Kataoka, Koyama and Yoshida, 2018): {@code W / s}, where {@code
 * s} is the largest singular value of {@code W} as a matrix of filters by inputs.
 *
 * <p>Instead of one power iteration a step with a vector that is kept, {@code s} is the Schatten
 * norm of order 66, {@code tr((W W')^33)^(1/66)}: at least the largest singular value, and at most
 * 8 % above it for 128 filters. It needs no state, so that training and prediction use the same
 * weights.
 *
 * <p>A norm is homogeneous: {@code s = <W, D>}, where {@code D} is its derivative by {@code W}
 * (Euler). Therefore {@code D} is computed as a constant, once for all passes of a step, and only
 * that product is recorded; its gradient is {@code D}, which is exact.
 */
final class SpectralNorm {

    /** The order of the norm, twice {@code 1 + 4 * 8}. */
    private static final double ORDER = 66;

    /** Weights of this length or less count as zero. */
    private static final float NONE = 1e-12f;

    /** Keeps the slope of zero finite; far below the sums that it is added to. */
    private static final float SMALL = 1e-30f;

    private SpectralNorm() {}

    /** Returns a parameter of a pass, normalised. */
    static NDArray of(String parameter, Pass pass) {
        NDArray weight = pass.parameter(parameter);
        NDArray slope = pass.constant("slope", parameter, SpectralNorm::derivative);
        NDArray missing = pass.constant("missing", parameter, SpectralNorm::missing);
        return weight.div(weight.mul(slope).sum().add(missing));
    }

    /**
     * Returns 1 for weights of zero, which are divided by that, so that their gradient is not
     * multiplied by the inverse of a number near 0; otherwise 0.
     */
    static NDArray missing(NDArray weight) {
        return weight.norm().lte(NONE).toType(weight.getDataType(), false);
    }

    /** Returns the derivative of the norm by the weights, in their shape; 0 for weights of zero. */
    static NDArray derivative(NDArray weight) {
        Shape shape = weight.getShape();
        long filters = shape.get(0);
        NDArray matrix = weight.reshape(filters, shape.size() / filters);
        boolean wide = shape.size() / filters >= filters;
        // the smaller of W W' and W' W: both have the same powers' traces
        NDArray rows = wide ? matrix : matrix.transpose();
        NDArray unit = rows.div(rows.norm().add(SMALL));
        NDArray fourth = power(unit.matMul(unit.transpose()), 2);
        // the squares of higher powers, which a norm sums, would be below the smallest float
        NDArray scale = fourth.norm().add(SMALL);
        NDArray turned = power(fourth.div(scale), 3).matMul(unit);
        NDArray trace = unit.mul(turned).sum();
        // the norm of the matrix of norm 1, whose powers were divided by the scale to the eighth
        NDArray norm = trace.pow(1 / ORDER).mul(scale.pow(8 / ORDER));
        NDArray slope = turned.mul(norm.div(trace.add(SMALL)));
        return (wide ? slope : slope.transpose()).reshape(shape);
    }

    /** Returns a matrix, squared a number of times. */
    private static NDArray power(NDArray matrix, int squarings) {
        NDArray power = matrix;
        for (int i = 0; i < squarings; i++) {
            power = power.matMul(power);
        }
        return power;
    }
}
