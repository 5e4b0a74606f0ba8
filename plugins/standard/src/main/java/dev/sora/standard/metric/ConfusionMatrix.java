// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.exhibit.Exhibit;
import dev.sora.exhibit.Matrix;
import dev.sora.metric.ClassOutcome;
import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the predicted classes for each actual class. With very many classes only pairs that occur
 * are stored, and no table is created.
 */
final class ConfusionMatrix implements MergingMetric<ClassOutcome, ConfusionMatrix> {

    /** The maximum number of classes for a table, which then has four million counts. */
    static final int MOST = 2_000;

    private List<String> classes = List.of();
    private final Map<Long, Long> counts = new HashMap<>();

    @Override
    public void add(ClassOutcome batch) {
        classes = batch.classes();
        for (int record = 0; record < batch.size(); record++) {
            long actual = batch.targets()[record];
            counts.merge(actual * classes.size() + batch.predicted(record), 1L, Long::sum);
        }
    }

    @Override
    public void merge(ConfusionMatrix part) {
        if (classes.isEmpty()) {
            classes = part.classes;
        }
        part.counts.forEach((pair, count) -> counts.merge(pair, count, Long::sum));
    }

    @Override
    public MetricResult result() {
        int size = classes.size();
        if (size > MOST) {
            return MetricResult.table(
                    List.of(),
                    new long[0][],
                    Optional.of(
                            String.format(
                                    Locale.ROOT,
                                    "is not made for more than %,d classes, here %,d; the report"
                                            + " shows the most confused ones",
                                    MOST,
                                    size)));
        }
        long[][] table = new long[size][size];
        counts.forEach((pair, count) -> table[(int) (pair / size)][(int) (pair % size)] = count);
        return MetricResult.table(classes, table);
    }

    @Override
    public List<Exhibit> exhibits() {
        int size = classes.size();
        if (size == 0) {
            return List.of();
        }
        long[] pairs = counts.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
        int[] actual = new int[pairs.length];
        int[] predicted = new int[pairs.length];
        long[] often = new long[pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            actual[i] = (int) (pairs[i] / size);
            predicted[i] = (int) (pairs[i] % size);
            often[i] = counts.get(pairs[i]);
        }
        return List.of(Matrix.ofConfusion(classes, actual, predicted, often));
    }
}
