// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.MetricType;
import dev.sora.metric.NumberOutcome;
import dev.sora.metric.Outcome;
import dev.sora.standard.lab.Offered;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestNumberMetrics {

    private static double measure(String name, NumberOutcome... batches) {
        Metric<Outcome> metric = Offered.metric(name, Map.of());
        for (NumberOutcome batch : batches) {
            metric.add(batch);
        }
        return ((MetricResult.Number) metric.result()).value();
    }

    /** Errors 1, -1, 2, 0; targets 1, 3, 5, 7 with mean 4 and sum of squares 20. */
    @ParameterizedTest
    @CsvSource({"mse, 1.5", "mae, 1", "rmse, 1.2247448714", "r2, 0.7"})
    void measures(String name, double expected) {
        double value =
                measure(
                        name,
                        NumberOutcome.of(new double[] {2, 2, 7}, new double[] {1, 3, 5}),
                        NumberOutcome.of(new double[] {7}, new double[] {7}));

        assertThat(value).isCloseTo(expected, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"mse", "mae", "rmse", "r2"})
    void isNotANumberForNoRecord(String name) {
        assertThat(measure(name)).isNaN();
    }

    @Test
    void hasNoDeterminationWhereAllTargetsAreEqual() {
        assertThat(measure("r2", NumberOutcome.of(new double[] {1, 2}, new double[] {3, 3})))
                .isNaN();
    }

    @Test
    void saysWhichWayIsBetter() {
        assertThat(Offered.type(MetricType.class, "r2").higherIsBetter()).isTrue();
        assertThat(Offered.type(MetricType.class, "accuracy").higherIsBetter()).isTrue();
        assertThat(Offered.type(MetricType.class, "rmse").higherIsBetter()).isFalse();
        assertThat(Offered.type(MetricType.class, "log_loss").higherIsBetter()).isFalse();
    }
}
