// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.metric;

import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;

/**
 * The mean pinball loss of all quantiles (Koenker and Bassett, 1978): {@code max(q (y - f), (q - 1)
 * (y - f))} for the quantile f of level q, in the unit of the series. It is not doubled, as some
 * libraries do, so that of the level 0.5 is half the absolute error.
 */
final class Pinball implements MergingMetric<ForecastOutcome, Pinball> {

    private double sum;
    private long count;
    private boolean without;

    @Override
    public void add(ForecastOutcome outcome) {
        for (Forecast each : outcome.forecasts()) {
            without |= each.quantiles().length == 0;
            for (int q = 0; q < each.quantiles().length; q++) {
                double level = outcome.levels()[q];
                for (int step = 0; step < each.actual().length; step++) {
                    if (each.isKnown(step)) {
                        double error = each.actual()[step] - each.quantiles()[q][step];
                        sum += Math.max(level * error, (level - 1) * error);
                        count++;
                    }
                }
            }
        }
    }

    @Override
    public void merge(Pinball part) {
        sum += part.sum;
        count += part.count;
        without |= part.without;
    }

    @Override
    public MetricResult result() {
        if (without) {
            return MetricResult.undefined("is not defined: the forecast has no quantiles");
        }
        return count == 0
                ? MetricResult.undefined("is not defined: there is no step to measure")
                : MetricResult.of(sum / count);
    }
}
