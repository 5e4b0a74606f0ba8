// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.metric;

import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import java.util.Optional;

/**
 * A mean of the errors of values, over all steps of all windows. Steps of which it is not known
 * what happened are left out.
 */
enum PointError {
    /** The mean absolute error. */
    MAE,
    /** The root of the mean squared error. */
    RMSE,
    /**
     * The mean of {@code 200 |y - f| / (|y| + |f|)}, in percent from 0 to 200, as in the M4
     * competition (Makridakis, Spiliotis and Assimakopoulos, 2020). Where both are 0 it is 0.
     */
    SMAPE,
    /**
     * The mean absolute scaled error (Hyndman and Koehler, 2006): absolute errors divided by the
     * mean absolute error of the seasonal naive forecast within the training part of the series.
     */
    MASE;

    double of(ForecastOutcome outcome) {
        return ((MetricResult.Number) outcome.addedTo(new Sum(this)).result()).value();
    }

    private double error(double actual, double predicted, double scale) {
        double error = Math.abs(actual - predicted);
        return switch (this) {
            case MAE -> error;
            case RMSE -> error * error;
            case SMAPE -> error == 0 ? 0 : 200 * error / (Math.abs(actual) + Math.abs(predicted));
            case MASE -> error / scale;
        };
    }

    /** A sum of errors. */
    static final class Sum implements MergingMetric<ForecastOutcome, Sum> {

        private final PointError kind;
        private double sum;
        private long steps;
        private String undefined = "";

        Sum(PointError kind) {
            this.kind = kind;
        }

        @Override
        public void add(ForecastOutcome outcome) {
            for (Forecast each : outcome.forecasts()) {
                if (kind == MASE && !(each.scale() > 0)) {
                    note(each);
                    continue;
                }
                for (int step = 0; step < each.actual().length; step++) {
                    if (each.isKnown(step)) {
                        sum +=
                                kind.error(
                                        each.actual()[step], each.predicted()[step], each.scale());
                        steps++;
                    }
                }
            }
        }

        private void note(Forecast each) {
            if (undefined.isEmpty()) {
                String name =
                        each.series().isEmpty() ? "the series" : "series '" + each.series() + "'";
                undefined =
                        Double.isNaN(each.scale())
                                ? "is not defined: the training data has no two values of %s one season apart"
                                        .formatted(name)
                                : "is not defined: %s repeats itself exactly in the training data"
                                                .formatted(name)
                                        + ", so the naive forecast has no error to compare with";
            }
        }

        @Override
        public void merge(Sum part) {
            sum += part.sum;
            steps += part.steps;
            undefined = undefined.isEmpty() ? part.undefined : undefined;
        }

        @Override
        public MetricResult result() {
            if (!undefined.isEmpty()) {
                return MetricResult.undefined(undefined);
            }
            if (steps == 0) {
                return MetricResult.undefined("is not defined: there is no step to measure");
            }
            double mean = sum / steps;
            return MetricResult.of(
                    kind == RMSE ? Math.sqrt(mean) : mean,
                    kind == SMAPE
                            ? Optional.of(
                                    "is in percent, from 0 to 200; 0 where both numbers are 0")
                            : Optional.empty());
        }
    }
}
