// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Chooses the records worth showing, by index, before any picture is made.
 *
 * @param wrong the mistakes, most confident first
 * @param right hits taken in turn from every class, in order of the classes
 * @param wrongTotal number of all mistakes
 * @param rightTotal number of all hits
 */
public record ExampleChoice(
        List<Integer> wrong, List<Integer> right, int wrongTotal, int rightTotal) {

    /** How many hits are enough: they only show what the data looks like. */
    public static final int RIGHT_LIMIT = 24;

    public ExampleChoice {
        wrong = List.copyOf(wrong);
        right = List.copyOf(right);
    }

    /**
     * Chooses among classified records.
     *
     * @param truth the true class of each record
     * @param predicted the predicted class of each record
     * @param confidence the probability of the predicted class
     * @param shown how many of the first records can be shown
     */
    public static ExampleChoice of(int[] truth, int[] predicted, double[] confidence, int shown) {
        int[] wrong = where(truth.length, index -> truth[index] != predicted[index]);
        int[] right = where(truth.length, index -> truth[index] == predicted[index]);
        List<Integer> mistakes =
                IntStream.of(wrong)
                        .filter(index -> index < shown)
                        .boxed()
                        .sorted(Comparator.comparingDouble(index -> -confidence[index]))
                        .limit(Examples.LIMIT)
                        .toList();
        return new ExampleChoice(
                mistakes,
                inTurn(IntStream.of(right).filter(index -> index < shown).toArray(), truth),
                wrong.length,
                right.length);
    }

    private static int[] where(int count, IntPredicate condition) {
        return IntStream.range(0, count).filter(condition).toArray();
    }

    /** The first of every class, then the second of every class, until there are enough. */
    private static List<Integer> inTurn(int[] hits, int[] truth) {
        TreeMap<Integer, Integer> seen = new TreeMap<>();
        record Placed(int round, int label, int index) {}
        return IntStream.of(hits)
                .mapToObj(
                        index ->
                                new Placed(
                                        seen.merge(truth[index], 1, Integer::sum),
                                        truth[index],
                                        index))
                .sorted(Comparator.comparingInt(Placed::round).thenComparingInt(Placed::label))
                .limit(RIGHT_LIMIT)
                .map(Placed::index)
                .toList();
    }
}
