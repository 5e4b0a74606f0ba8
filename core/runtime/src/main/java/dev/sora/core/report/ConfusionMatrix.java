// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often each class was taken for each.
 *
 * @param title shown above
 * @param labels the classes
 * @param counts {@code counts[truth][predicted]}, square, as many rows as labels
 */
public record ConfusionMatrix(String title, List<String> labels, List<List<Long>> counts)
        implements OutputPart {

    /** The most classes a page draws. */
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
     * Makes a matrix: of all classes where they are few, else of those with the most mistakes, and
     * of all others taken together as the last one. Only what is kept is ever held.
     *
     * @param counts how often each class was taken for each
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

    /** How often each class was taken for each, of the pairs that occur. */
    @FunctionalInterface
    public interface Counts {

        /** Calls for each pair that occurs. */
        void forEach(Pair action);
    }

    /** Takes how often a class was taken for one. */
    @FunctionalInterface
    public interface Pair {

        /** Takes how often the class {@code truth} was taken for {@code guess}. */
        void accept(int truth, int guess, long count);
    }
}
