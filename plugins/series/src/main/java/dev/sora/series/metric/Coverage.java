// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.metric;

import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import java.util.Locale;
import java.util.Optional;

/** The share of steps whose value lies between the lowest and the highest quantile. */
final class Coverage implements MergingMetric<ForecastOutcome, Coverage> {

    private long within;
    private long count;
    private boolean without;
    private double aim;

    @Override
    public void add(ForecastOutcome outcome) {
        int last = outcome.levels().length - 1;
        if (last > 0) {
            aim = outcome.levels()[last] - outcome.levels()[0];
        }
        for (Forecast each : outcome.forecasts()) {
            if (last < 1 || each.quantiles().length == 0) {
                without = true;
                continue;
            }
            for (int step = 0; step < each.actual().length; step++) {
                if (each.isKnown(step)) {
                    double actual = each.actual()[step];
                    boolean inside =
                            actual >= each.quantiles()[0][step]
                                    && actual <= each.quantiles()[last][step];
                    within += inside ? 1 : 0;
                    count++;
                }
            }
        }
    }

    @Override
    public void merge(Coverage part) {
        within += part.within;
        count += part.count;
        without |= part.without;
        aim = Math.max(aim, part.aim);
    }

    @Override
    public MetricResult result() {
        if (without) {
            return MetricResult.undefined("is not defined: the forecast has no two quantiles");
        }
        return count == 0
                ? MetricResult.undefined("is not defined: there is no step to measure")
                : MetricResult.of(
                        (double) within / count,
                        Optional.of(String.format(Locale.ROOT, "should be near %.3g", aim)));
    }
}
