// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.ArrayList;
import java.util.List;

/**
 * How often each class was taken for each.
 *
 * @param labels the classes
 * @param counts {@code counts[truth][predicted]}, square, as many rows as labels
 */
public record ConfusionMatrix(List<String> labels, List<List<Long>> counts) implements OutputPart {

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
        return new ConfusionMatrix(labels, rows);
    }

    /** Precision, recall, F1 and support of each class; a ratio without a base is 0. */
    public ClassScores scores() {
        int size = labels.size();
        long[] predicted = new long[size];
        for (List<Long> row : counts) {
            for (int column = 0; column < size; column++) {
                predicted[column] += row.get(column);
            }
        }
        List<ClassScores.Row> rows = new ArrayList<>(size);
        for (int label = 0; label < size; label++) {
            long support = counts.get(label).stream().mapToLong(Long::longValue).sum();
            long hits = counts.get(label).get(label);
            double precision = ratio(hits, predicted[label]);
            double recall = ratio(hits, support);
            double f1 = ratio(2 * hits, predicted[label] + support);
            rows.add(new ClassScores.Row(labels.get(label), precision, recall, f1, support));
        }
        return new ClassScores(rows);
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
