// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.DataRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Learns the scales of numbers, one record at a time. */
final class NumberFit {

    private static final int MOST_SAMPLED = 1 << 16;
    private static final int MOST_SAMPLED_IN_ALL = 1 << 24;
    private static final int REFERENCES = 1000;

    private final NumberRules rules;
    private final NumberColumns columns;
    private final List<Statistics> statistics = new ArrayList<>();
    private final PresentColumns present;
    private final double[] values;

    NumberFit(NumberRules rules, NumberColumns columns) {
        this.rules = rules;
        this.columns = columns;
        int width = columns.width();
        int sampled = rules.samples() ? Math.min(MOST_SAMPLED, MOST_SAMPLED_IN_ALL / width) : 0;
        for (int i = 0; i < width; i++) {
            statistics.add(new Statistics(sampled));
        }
        present = new PresentColumns(IntStream.range(0, width).mapToObj(columns::name).toList());
        values = new double[width];
    }

    /**
     * Adds a record. All of its numbers are read before any is counted, so that a broken record
     * changes nothing.
     */
    void add(DataRecord record) {
        columns.read(record, rules, values);
        count();
    }

    /** Adds a record in which all numbers are missing. */
    void addMissing() {
        Arrays.fill(values, Double.NaN);
        count();
    }

    private void count() {
        present.add(values);
        rules.fill(values);
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                statistics.get(i).add(rules.bend(values[i]));
            }
        }
    }

    /**
     * Returns the scale of each number.
     *
     * @throws dev.sora.problem.DataException if a number was missing in all records
     */
    List<NumberScale> scales() {
        present.check(columns::missing);
        return statistics.stream().map(this::learned).toList();
    }

    private NumberScale learned(Statistics statistics) {
        if (rules.bins() > 0) {
            return new NumberScale(
                    statistics.mean(), 1, NumberScale.distinct(statistics.quantiles(rules.bins())));
        }
        return switch (rules.scale()) {
            case "none" -> new NumberScale(0, 1, new double[] {statistics.mean()});
            case "min-max" ->
                    new NumberScale(
                            statistics.least(),
                            statistics.range(),
                            new double[] {statistics.mean()});
            case "quantile" -> new NumberScale(0, 1, statistics.quantiles(REFERENCES));
            default ->
                    new NumberScale(
                            statistics.mean(),
                            statistics.deviation(),
                            new double[] {statistics.mean()});
        };
    }
}
