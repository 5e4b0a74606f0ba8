// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.metric;

import dev.sora.metric.Interval;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * 95 % intervals by resampling identities with replacement (the subset bootstrap of Bolle, Ratha
 * and Pankanti, 2004): pairs that share an identity are not independent, so resampling pairs would
 * give intervals that are too narrow. Pairs between two copies of one identity do not count.
 */
final class Resampling {

    private static final int MOST_DRAWINGS = 1_000;
    private static final int LEAST_DRAWINGS = 50;

    /** The approximate number of pairs over all drawings. */
    private static final long PAIRS = 200_000_000;

    private Resampling() {}

    /**
     * Returns the interval of a value.
     *
     * @param identities the number of identities
     * @param pairs the number of pairs that a value takes
     * @param value computes the value from how often each identity is drawn; NaN if it is not
     *     defined
     */
    static Optional<Interval> interval(int identities, long pairs, ToDoubleFunction<int[]> value) {
        if (identities < 2) {
            return Optional.of(Interval.of(Double.NaN, Double.NaN));
        }
        int drawings =
                (int) Math.max(LEAST_DRAWINGS, Math.min(MOST_DRAWINGS, PAIRS / Math.max(1, pairs)));
        SplittableRandom random = new SplittableRandom(7);
        double[] values = new double[drawings];
        for (int i = 0; i < drawings; i++) {
            int[] weights = new int[identities];
            for (int n = 0; n < identities; n++) {
                weights[random.nextInt(identities)]++;
            }
            values[i] = value.applyAsDouble(weights);
        }
        double[] defined = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        if (defined.length < drawings / 2) {
            return Optional.of(Interval.of(Double.NaN, Double.NaN));
        }
        int cut = (int) Math.round(0.025 * defined.length);
        return Optional.of(Interval.of(defined[cut], defined[defined.length - 1 - cut]));
    }
}
