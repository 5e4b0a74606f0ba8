// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * A penalty on the derivative {@code g} of the score by the picture: {@code a mean((|g| - 1)^2)}
 * (Gulrajani et al., 2017) or {@code a/2 mean(|g|^2)} (Mescheder et al., 2018).
 *
 * <p>Its gradient by the weights is that of {@code sum(c D_u)}, where {@code D_u} is the derivative
 * of the score in the direction {@code u = g / |g|} and {@code c} is the derivative of the penalty
 * by {@code |g|}. {@code D_u} is a central difference, because DJL has no second derivative without
 * a leak: {@code backward} with a graph lets a gradient and its leaf keep each other.
 *
 * @param before the pictures, moved back in that direction
 * @param after the pictures, moved forth
 * @param factors {@code c / 2 h} of each picture
 * @param value the penalty
 */
record GradientPenalty(NDArray before, NDArray after, NDArray factors, NDArray value) {

    /** Half the distance of the two pictures, small beside a picture and large beside rounding. */
    private static final float STEP = 0.05f;

    /** Keeps the direction finite where the derivative is 0. */
    private static final float SMALL = 1e-12f;

    /**
     * Prepares a penalty.
     *
     * @param at pictures
     * @param slope the derivative of their scores by them
     * @param weight the factor of the penalty
     * @param one whether the norm is to be 1, otherwise 0
     */
    static GradientPenalty of(NDArray at, NDArray slope, double weight, boolean one) {
        long records = at.getShape().get(0);
        NDArray norm = slope.square().flatten(1, -1).sum(new int[] {1}).add(SMALL).sqrt();
        long[] each = new long[at.getShape().dimension()];
        Arrays.fill(each, 1);
        each[0] = records;
        NDArray move = slope.div(norm.reshape(new Shape(each))).mul(STEP);
        NDArray excess = one ? norm.sub(1f) : norm;
        double share = one ? 2 * weight : weight;
        return new GradientPenalty(
                at.sub(move),
                at.add(move),
                excess.mul((float) (share / records / (2 * STEP))).reshape(records, 1),
                excess.square().mean().mul((float) (one ? weight : weight / 2)));
    }

    /** Returns a loss with the value of the penalty and its gradient. */
    NDArray loss(UnaryOperator<NDArray> score) {
        NDArray difference = score.apply(after).sub(score.apply(before)).mul(factors).sum();
        return difference.sub(difference.stopGradient()).add(value);
    }
}
