// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The number of records of each class that were predicted as each class.
 *
 * @param title the heading
 * @param labels the classes
 * @param counts {@code counts[truth][predicted]}, square, with as many rows as labels
 */
public record ConfusionMatrix(String title, List<String> labels, List<List<Long>> counts)
        implements OutputPart {

    /** The maximum number of classes that a page draws. */
    static final int LIMIT = 100;

    public ConfusionMatrix {
        labels = List.copyOf(labels);
        counts = counts.stream().map(List::copyOf).toList();
        int size = labels.size();
        if (counts.size() != size || counts.stream().anyMatch(row -> row.size() != size)) {
            throw new IllegalArgumentException(
                    "a confusion matrix of %d labels needs as many rows and columns"
                            .formatted(size));
        }
    }

    /**
     * Creates a matrix: of all classes if they are few, otherwise of those with the most mistakes,
     * with all others combined in the last one. Only the counts that are kept are stored.
     *
     * @param counts the counts of pairs of classes
     */
    public static ConfusionMatrix of(String title, List<String> labels, Counts counts) {
        int size = labels.size();
        List<Integer> kept = size <= LIMIT ? all(size) : mostConfused(size, counts);
        int[] place = new int[size];
        Arrays.fill(place, LIMIT - 1);
        List<String> names = new ArrayList<>();
        for (int label : kept) {
            place[label] = names.size();
            names.add(labels.get(label));
        }
        if (kept.size() < size) {
            names.add("%d others".formatted(size - kept.size()));
        }
        long[][] sums = new long[names.size()][names.size()];
        counts.forEach((truth, guess, count) -> sums[place[truth]][place[guess]] += count);
        return new ConfusionMatrix(
                title,
                names,
                Arrays.stream(sums).map(row -> Arrays.stream(row).boxed().toList()).toList());
    }

    private static List<Integer> all(int size) {
        return IntStream.range(0, size).boxed().toList();
    }

    private static List<Integer> mostConfused(int size, Counts counts) {
        long[] mistakes = new long[size];
        counts.forEach(
                (truth, guess, count) -> {
                    if (truth != guess) {
                        mistakes[truth] += count;
                        mistakes[guess] += count;
                    }
                });
        return IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingLong(label -> -mistakes[label]))
                .limit(LIMIT - 1)
                .sorted()
                .toList();
    }

    /** The counts of the pairs of classes that occur. */
    @FunctionalInterface
    public interface Counts {

        /** Calls an action for each pair that occurs. */
        void forEach(Pair action);
    }

    /** An action on the count of a pair of classes. */
    @FunctionalInterface
    public interface Pair {

        /**
         * Receives the number of records of class {@code truth} that were predicted as {@code
         * guess}.
         */
        void accept(int truth, int guess, long count);
    }
}
