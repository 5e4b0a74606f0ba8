// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

/**
 * How the score of an answer follows from a number on the device: {@code number * scale + offset}.
 *
 * <p>Outputs that standardise their targets keep it apart, because 32-bit floats cannot tell small
 * differences of large numbers, such as points in time: the caller computes it in double precision,
 * and differences of scores need no offset at all.
 *
 * @param scale the score that one unit on the device stands for; finite and not 0
 * @param offset the score of 0 on the device; finite
 * @since 2.4
 */
public record AnswerUnit(double scale, double offset) {

    /** The numbers on the device are the scores. */
    public static final AnswerUnit SCORE = new AnswerUnit(1, 0);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is not finite, or the scale is 0
     */
    public AnswerUnit {
        if (!Double.isFinite(scale) || scale == 0 || !Double.isFinite(offset)) {
            throw new IllegalArgumentException(
                    "scores of scale %s and offset %s".formatted(scale, offset));
        }
    }

    /** Returns the score of a number on the device. */
    public double score(double number) {
        return number * scale + offset;
    }
}
