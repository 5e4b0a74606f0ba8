// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import dev.sora.exhibit.Exhibit;
import dev.sora.exhibit.Matrix;
import dev.sora.exhibit.Table;
import java.util.ArrayList;
import java.util.List;

/** Counts how often each class was taken for each, and what follows from it for each class. */
final class ClassTables {

    private ClassTables() {}

    /** Returns the confusion matrix and the scores of each class. */
    static List<Exhibit> of(ClassOutcome outcome) {
        int size = outcome.classes().size();
        long[][] counts = new long[size][size];
        for (int i = 0; i < outcome.size(); i++) {
            counts[outcome.targets()[i]][outcome.predicted(i)]++;
        }
        return List.of(
                Matrix.ofConfusion(outcome.classes(), counts), scores(outcome.classes(), counts));
    }

    /** Precision, recall, F1 and records of each class; a ratio without a base is 0. */
    static Table scores(List<String> classes, long[][] counts) {
        int size = classes.size();
        long[] predicted = new long[size];
        for (long[] row : counts) {
            for (int column = 0; column < size; column++) {
                predicted[column] += row[column];
            }
        }
        List<Table.Row> rows = new ArrayList<>(size);
        for (int label = 0; label < size; label++) {
            long support = 0;
            for (long count : counts[label]) {
                support += count;
            }
            long hits = counts[label][label];
            rows.add(
                    Table.Row.of(
                            classes.get(label),
                            ratio(hits, predicted[label]),
                            ratio(hits, support),
                            ratio(2 * hits, predicted[label] + support),
                            (double) support));
        }
        return Table.of(
                "Scores by class",
                "class",
                List.of(
                        Table.Column.ofShares("precision"),
                        Table.Column.ofShares("recall"),
                        Table.Column.ofShares("F1"),
                        Table.Column.of("records")),
                rows);
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
