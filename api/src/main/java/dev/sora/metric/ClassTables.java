// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import dev.sora.exhibit.Exhibit;
import dev.sora.exhibit.Matrix;
import dev.sora.exhibit.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Computes the confusion matrix and the scores of each class. Only pairs of classes that occur are
 * stored, because there may be many classes.
 */
final class ClassTables {

    private ClassTables() {}

    /** Returns the confusion matrix and the scores of each class. */
    static List<Exhibit> of(ClassOutcome outcome) {
        int size = outcome.classes().size();
        long[] hits = new long[size];
        long[] predicted = new long[size];
        long[] actual = new long[size];
        Map<Long, Long> pairs = new TreeMap<>();
        for (int i = 0; i < outcome.size(); i++) {
            int right = outcome.targets()[i];
            int said = outcome.predicted(i);
            actual[right]++;
            predicted[said]++;
            if (right == said) {
                hits[right]++;
            }
            pairs.merge((long) right * size + said, 1L, Long::sum);
        }
        List<Exhibit> all = new ArrayList<>();
        all.add(
                Matrix.ofConfusion(
                        outcome.classes(),
                        pairs.keySet().stream().mapToInt(pair -> (int) (pair / size)).toArray(),
                        pairs.keySet().stream().mapToInt(pair -> (int) (pair % size)).toArray(),
                        pairs.values().stream().mapToLong(Long::longValue).toArray()));
        all.add(scores(outcome.classes(), hits, predicted, actual));
        if (outcome.decision().hasThreshold() || outcome.decision().abstainBelow() > 0) {
            all.add(answers(outcome));
        }
        return all;
    }

    /** Returns how answers are decided on, and how many are given. */
    private static Table answers(ClassOutcome outcome) {
        ClassDecision decision = outcome.decision();
        List<Table.Row> rows = new ArrayList<>();
        if (decision.hasThreshold()) {
            rows.add(
                    Table.Row.of(
                            "least probability of '%s' for this answer"
                                    .formatted(outcome.classes().get(decision.positive())),
                            decision.threshold()));
        }
        if (decision.abstainBelow() > 0) {
            long answered = 0;
            long right = 0;
            for (int i = 0; i < outcome.size(); i++) {
                if (outcome.isAnswered(i)) {
                    answered++;
                    right += outcome.predicted(i) == outcome.targets()[i] ? 1 : 0;
                }
            }
            rows.add(Table.Row.of("least probability of an answer", decision.abstainBelow()));
            rows.add(Table.Row.of("records with an answer", ratio(answered, outcome.size())));
            rows.add(Table.Row.of("right among these", ratio(right, answered)));
        }
        return Table.of("Answers", "", List.of(Table.Column.ofShares("value")), rows);
    }

    /**
     * Returns precision, recall, F1 and the number of records of each class; a ratio with
     * denominator 0 is 0.
     */
    static Table scores(List<String> classes, long[] hits, long[] predicted, long[] actual) {
        List<Table.Row> rows = new ArrayList<>(classes.size());
        for (int label = 0; label < classes.size(); label++) {
            rows.add(
                    Table.Row.of(
                            classes.get(label),
                            ratio(hits[label], predicted[label]),
                            ratio(hits[label], actual[label]),
                            ratio(2 * hits[label], predicted[label] + actual[label]),
                            (double) actual[label]));
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
