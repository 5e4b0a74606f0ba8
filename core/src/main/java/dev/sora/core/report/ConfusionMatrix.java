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

    /** Makes a matrix from {@code counts[truth][predicted]}. */
    public static ConfusionMatrix of(List<String> labels, long[][] counts) {
        List<List<Long>> rows = new ArrayList<>(counts.length);
        for (long[] row : counts) {
            List<Long> cells = new ArrayList<>(row.length);
            for (long cell : row) {
                cells.add(cell);
            }
            rows.add(cells);
        }
        return new ConfusionMatrix("Confusion matrix", labels, rows);
    }

    /**
     * The same matrix where it is small, else the classes with the most mistakes, and all others
     * taken together as the last one.
     */
    ConfusionMatrix focused() {
        int size = labels.size();
        if (size <= LIMIT) {
            return this;
        }
        long[] mistakes = new long[size];
        for (int truth = 0; truth < size; truth++) {
            for (int guess = 0; guess < size; guess++) {
                long count = truth == guess ? 0 : counts.get(truth).get(guess);
                mistakes[truth] += count;
                mistakes[guess] += count;
            }
        }
        List<Integer> kept =
                IntStream.range(0, size)
                        .boxed()
                        .sorted(Comparator.comparingLong(label -> -mistakes[label]))
                        .limit(LIMIT - 1)
                        .sorted()
                        .toList();
        int[] place = new int[size];
        Arrays.fill(place, LIMIT - 1);
        List<String> names = new ArrayList<>();
        for (int label : kept) {
            place[label] = names.size();
            names.add(labels.get(label));
        }
        names.add("%d others".formatted(size - kept.size()));
        long[][] sums = new long[LIMIT][LIMIT];
        for (int truth = 0; truth < size; truth++) {
            for (int guess = 0; guess < size; guess++) {
                sums[place[truth]][place[guess]] += counts.get(truth).get(guess);
            }
        }
        return new ConfusionMatrix(title, names, of(names, sums).counts);
    }
}
