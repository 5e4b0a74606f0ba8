// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

/**
 * How probabilities become answers: by default, the most probable class is the answer to every
 * record.
 *
 * @param positive the index of the class that a threshold and rates such as sensitivity refer to
 * @param threshold the least probability of the positive one of two classes with which it is the
 *     answer; {@code NaN} if the most probable class is
 * @param abstainBelow the probability of the answer below which none is given; 0 if one always is
 * @since 2.0
 */
public record ClassDecision(int positive, double threshold, double abstainBelow) {

    /** The most probable class is the answer; the second of two classes is the positive one. */
    public static final ClassDecision MOST_PROBABLE = new ClassDecision(1, Double.NaN, 0);

    /** Returns a decision. */
    public static ClassDecision of(int positive, double threshold, double abstainBelow) {
        return new ClassDecision(positive, threshold, abstainBelow);
    }

    /** Returns whether a threshold decides between two classes. */
    public boolean hasThreshold() {
        return !Double.isNaN(threshold);
    }

    /** Returns the decision for the most probable class, with the same positive class. */
    ClassDecision withoutThreshold() {
        return new ClassDecision(positive, Double.NaN, 0);
    }
}
