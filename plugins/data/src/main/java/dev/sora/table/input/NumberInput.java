// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An input of numbers that has not seen any. */
final class NumberInput implements InputParticle {

    private static final int MOST_SAMPLED = 1 << 16;
    private static final int MOST_SAMPLED_IN_ALL = 1 << 24;
    private static final int REFERENCES = 1000;

    private final NumberRules rules;

    NumberInput(NumberRules rules) {
        this.rules = rules;
    }

    @Override
    public SignalSpec spec() {
        int columns = rules.columns().size();
        if (rules.indexes()) {
            return FittedBins.spec(TensorSpec.UNKNOWN, columns);
        }
        return rules.bins() > 0
                ? SignalSpec.floats(TensorSpec.UNKNOWN)
                : SignalSpec.floats(rules.indicates() ? 2L * columns : columns);
    }

    @Override
    public FittedInput fit(Records records) {
        int columns = rules.columns().size();
        int sampled = rules.samples() ? Math.min(MOST_SAMPLED, MOST_SAMPLED_IN_ALL / columns) : 0;
        List<Statistics> statistics = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            statistics.add(new Statistics(sampled));
        }
        double[] values = new double[columns];
        long[] count = new long[1];
        records.forEach(
                record -> {
                    // all are read before any is counted: a broken record leaves no trace
                    rules.read(record, values);
                    count[0]++;
                    for (int i = 0; i < columns; i++) {
                        if (!Double.isNaN(values[i])) {
                            statistics.get(i).add(rules.bend(values[i]));
                        }
                    }
                });
        if (count[0] == 0) {
            throw InputProblem.noRecords(rules.columns().get(0));
        }
        return fitted(statistics.stream().map(this::learned).toList());
    }

    @Override
    public FittedInput restore(Map<String, Object> state) {
        int columns = rules.columns().size();
        SavedState saved = new SavedState(state);
        List<double[]> scales = saved.numbers("scales", columns);
        List<double[]> points = saved.numbers("points", columns);
        List<NumberScale> learned = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            double[] scale = scales.get(i);
            if (scale.length != 2 || scale[1] <= 0) {
                throw InputProblem.state("scales", "a shift and a divisor", scale.length);
            }
            double[] point = points.get(i);
            for (int k = 1; k < point.length; k++) {
                if (point[k] < point[k - 1]) {
                    throw InputProblem.state("points", "numbers that ascend", point[k]);
                }
            }
            if (point.length == 0 && rules.bins() == 0 && !rules.scale().equals("quantile")) {
                throw InputProblem.state("points", "a mean", "nothing");
            }
            learned.add(new NumberScale(scale[0], scale[1], point));
        }
        return fitted(learned);
    }

    private FittedInput fitted(List<NumberScale> scales) {
        FittedNumbers numbers = new FittedNumbers(rules, scales);
        return rules.indexes() ? new FittedBins(rules, scales, numbers.state()) : numbers;
    }

    private NumberScale learned(Statistics statistics) {
        if (rules.bins() > 0) {
            return new NumberScale(
                    statistics.mean(), 1, NumberScale.distinct(statistics.quantiles(rules.bins())));
        }
        return switch (rules.scale()) {
            case "none" -> new NumberScale(0, 1, new double[] {statistics.mean()});
            case "min-max" -> {
                double range = statistics.most() - statistics.least();
                yield new NumberScale(
                        statistics.least(),
                        range > 0 ? range : 1,
                        new double[] {statistics.mean()});
            }
            case "quantile" -> new NumberScale(0, 1, statistics.quantiles(REFERENCES));
            default ->
                    new NumberScale(
                            statistics.mean(),
                            statistics.deviation(),
                            new double[] {statistics.mean()});
        };
    }
}
