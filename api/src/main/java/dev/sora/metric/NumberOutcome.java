// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

/**
 * Predicted numbers and the numbers that are right.
 *
 * @param predicted one number a record
 * @param targets one number a record
 * @since 1.0
 */
public record NumberOutcome(double[] predicted, double[] targets) implements Outcome {

    /** Checks that the sizes agree. */
    public NumberOutcome {
        if (predicted.length != targets.length) {
            throw new IllegalArgumentException(
                    "%d predictions for %d targets".formatted(predicted.length, targets.length));
        }
    }

    /** Returns an outcome. */
    public static NumberOutcome of(double[] predicted, double[] targets) {
        return new NumberOutcome(predicted, targets);
    }

    @Override
    public int size() {
        return targets.length;
    }
}
