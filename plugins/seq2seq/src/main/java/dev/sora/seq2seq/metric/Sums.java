// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.metric;

import dev.sora.metric.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * The sums over records of what a metric counts, and a 95 % interval of the metric by resampling
 * records with replacement (Koehn, 2004), which needs the counts of each record but reads no text
 * again.
 */
final class Sums {

    private static final int DRAWINGS = 200;

    /** Of more records the interval is narrow, and their counts are not kept. */
    private static final int MOST_RECORDS = 100_000;

    private final double[] total;
    private final List<double[]> records = new ArrayList<>();
    private long size;

    Sums(int counts) {
        total = new double[counts];
    }

    void add(double... counts) {
        add(total, counts);
        size++;
        if (size <= MOST_RECORDS) {
            records.add(counts);
        } else {
            records.clear();
        }
    }

    private static void add(double[] sums, double[] counts) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += counts[i];
        }
    }

    void merge(Sums part) {
        if (part.size > part.records.size()) {
            add(total, part.total);
            size += part.size;
            records.clear();
            return;
        }
        part.records.forEach(this::add);
    }

    /** Returns the number of records. */
    long size() {
        return size;
    }

    double value(ToDoubleFunction<double[]> metric) {
        return metric.applyAsDouble(total.clone());
    }

    Optional<Interval> interval(ToDoubleFunction<double[]> metric) {
        if (records.size() < 2) {
            return Optional.of(Interval.of(Double.NaN, Double.NaN));
        }
        SplittableRandom random = new SplittableRandom(7);
        double[] values = new double[DRAWINGS];
        for (int i = 0; i < DRAWINGS; i++) {
            double[] drawn = new double[total.length];
            for (int n = 0; n < records.size(); n++) {
                add(drawn, records.get(random.nextInt(records.size())));
            }
            values[i] = metric.applyAsDouble(drawn);
        }
        Arrays.sort(values);
        int cut = (int) Math.round(0.025 * DRAWINGS);
        return Optional.of(Interval.of(values[cut], values[DRAWINGS - 1 - cut]));
    }
}
