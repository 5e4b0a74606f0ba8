// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.ClassOutcome;
import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A score of each class, and their average. A class that neither occurs nor is predicted has no
 * score (NaN) and is left out of the average. A class for which only the divisor is 0 scores 0, as
 * in scikit-learn.
 */
final class ClassScore implements MergingMetric<ClassOutcome, ClassScore> {

    /** A score that is computed from counts. */
    enum Formula {
        /** True positives divided by predictions. */
        PRECISION {
            @Override
            double of(double hits, double predicted, double actual) {
                return hits / predicted;
            }
        },
        /** True positives divided by occurrences. */
        RECALL {
            @Override
            double of(double hits, double predicted, double actual) {
                return hits / actual;
            }
        },
        /** Twice the true positives divided by the sum of predictions and occurrences. */
        F1 {
            @Override
            double of(double hits, double predicted, double actual) {
                return 2 * hits / (predicted + actual);
            }
        };

        abstract double of(double hits, double predicted, double actual);
    }

    /** How the scores of classes are averaged. */
    enum Average {
        /** All classes have equal weight. */
        MACRO,
        /** The score of the summed counts. */
        MICRO,
        /** Classes are weighted by their number of occurrences. */
        WEIGHTED
    }

    private final Formula formula;
    private final Average average;
    private List<String> classes = List.of();
    private long[] hits = {};
    private long[] predicted = {};
    private long[] actual = {};
    private long records;

    ClassScore(Formula formula, Average average) {
        this.formula = formula;
        this.average = average;
    }

    @Override
    public void add(ClassOutcome batch) {
        if (hits.length == 0) {
            begin(batch.classes());
        }
        for (int record = 0; record < batch.size(); record++) {
            int said = batch.predicted(record);
            int right = batch.targets()[record];
            predicted[said]++;
            actual[right]++;
            if (said == right) {
                hits[said]++;
            }
        }
        records += batch.size();
    }

    @Override
    public void merge(ClassScore part) {
        if (part.hits.length == 0) {
            return;
        }
        if (hits.length == 0) {
            begin(part.classes);
        }
        for (int i = 0; i < hits.length; i++) {
            hits[i] += part.hits[i];
            predicted[i] += part.predicted[i];
            actual[i] += part.actual[i];
        }
        records += part.records;
    }

    private void begin(List<String> names) {
        classes = names;
        hits = new long[classes.size()];
        predicted = new long[classes.size()];
        actual = new long[classes.size()];
    }

    @Override
    public MetricResult result() {
        Map<String, Double> each = new LinkedHashMap<>();
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < hits.length; i++) {
            double score = score(i);
            each.put(classes.get(i), score);
            if (!Double.isNaN(score)) {
                double weight = average == Average.WEIGHTED ? actual[i] : 1;
                sum += score * weight;
                weights += weight;
            }
        }
        return MetricResult.byClass(
                average == Average.MICRO ? micro() : sum / weights, each, note());
    }

    /** Returns a note on classes without a score, and how they were treated. */
    private Optional<String> note() {
        if (records == 0) {
            return Optional.of(Notes.NO_RECORD);
        }
        List<String> zero = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        for (int i = 0; i < hits.length; i++) {
            if (predicted[i] + actual[i] == 0) {
                absent.add(classes.get(i));
            } else if (Double.isNaN(formula.of(hits[i], predicted[i], actual[i]))) {
                zero.add(classes.get(i));
            }
        }
        List<String> said = new ArrayList<>();
        if (!zero.isEmpty()) {
            said.add(
                    "counts as 0 for %s, which %s"
                            .formatted(
                                    Notes.names(zero),
                                    formula == Formula.PRECISION
                                            ? "is never predicted"
                                            : "no record is of"));
        }
        if (!absent.isEmpty()) {
            said.add(
                    "leaves out %s, which no record is of and which is never predicted"
                            .formatted(Notes.names(absent)));
        }
        return average == Average.MICRO || said.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join("; ", said));
    }

    private double score(int label) {
        if (predicted[label] + actual[label] == 0) {
            return Double.NaN;
        }
        double score = formula.of(hits[label], predicted[label], actual[label]);
        return Double.isNaN(score) ? 0 : score;
    }

    /** Each record is one prediction and one occurrence, so all formulas are equal. */
    private double micro() {
        double right = 0;
        for (long count : hits) {
            right += count;
        }
        return formula.of(right, records, records);
    }
}
