// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.metric.MetricResult;
import dev.sora.metric.MetricType;
import dev.sora.series.SeriesPlugin;
import dev.sora.setting.Settings;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Metrics on cases computed by hand. */
final class TestForecastMetrics {

    private static final double[] LEVELS = {0.1, 0.5, 0.9};

    private static Forecast forecast(double[] predicted, double[] actual, double scale) {
        double[][] quantiles = {
            new double[predicted.length], predicted, new double[predicted.length]
        };
        for (int i = 0; i < predicted.length; i++) {
            quantiles[0][i] = predicted[i] - 1;
            quantiles[2][i] = predicted[i] + 1;
        }
        return new Forecast("", predicted, quantiles, actual, new double[] {1, 2, 3, 4}, scale);
    }

    private static ForecastOutcome of(Forecast... forecasts) {
        return new ForecastOutcome(LEVELS, 2, List.of(forecasts));
    }

    @SuppressWarnings("unchecked")
    private static MetricResult.Number measured(String name, ForecastOutcome outcome) {
        MetricType<ForecastOutcome> type =
                (MetricType<ForecastOutcome>)
                        Workbench.type(new SeriesPlugin(), MetricType.class, name);
        return (MetricResult.Number)
                outcome.addedTo(type.create(Settings.of(List.of(), Map.of()))).result();
    }

    private static double value(String name, Forecast... forecasts) {
        return measured(name, of(forecasts)).value();
    }

    @Test
    void measureErrorsInTheUnitOfTheSeries() {
        Forecast one = forecast(new double[] {1, 2}, new double[] {2, 5}, 2);

        assertThat(value("mae", one)).isEqualTo(2);
        assertThat(value("rmse", one)).isCloseTo(Math.sqrt(5), within(1e-12));
        // 200 (1/3 + 3/7) / 2
        assertThat(value("smape", one)).isCloseTo(100 * (1 / 3.0 + 3 / 7.0), within(1e-9));
        assertThat(value("mase", one)).isEqualTo(1);
    }

    /** Every series is scaled by itself; steps count alike. */
    @Test
    void scaleErrorsBySeries() {
        Forecast small = forecast(new double[] {1}, new double[] {2}, 1);
        Forecast large = forecast(new double[] {100}, new double[] {400}, 100);

        assertThat(value("mase", small, large)).isEqualTo(2);
    }

    @Test
    void measureQuantiles() {
        Forecast one = forecast(new double[] {1, 2}, new double[] {2, 5}, 1);

        // quantiles 0, 1, 2 of 2 and 1, 2, 3 of 5
        double first = 0.1 * 2 + 0.5 * 1 + 0;
        double second = 0.1 * 4 + 0.5 * 3 + 0.9 * 2;
        assertThat(value("pinball", one)).isCloseTo((first + second) / 6, within(1e-12));
        assertThat(value("coverage", one)).isEqualTo(0.5);
        assertThat(measured("coverage", of(one)).note()).hasValue("should be near 0.800");
    }

    /** Reported for darts and prophet: an exact forecast of 0 was refused, or gave NaN. */
    @Test
    void giveTheSymmetricErrorFrom0To200() {
        assertThat(value("smape", forecast(new double[] {0}, new double[] {0}, 1))).isZero();
        double[] exact = {0, 2, 3, 4, 5};
        assertThat(value("smape", forecast(exact, exact, 1))).isZero();
        assertThat(value("smape", forecast(new double[] {0}, new double[] {7}, 1))).isEqualTo(200);
        assertThat(value("smape", forecast(new double[] {-7}, new double[] {7}, 1))).isEqualTo(200);
    }

    /** Reported for gluonts: infinity or 0 where one series is constant. */
    @Test
    void sayWhyTheScaledErrorIsNotDefined() {
        MetricResult.Number constant =
                measured("mase", of(forecast(new double[] {1}, new double[] {2}, 0)));
        MetricResult.Number strange =
                measured("mase", of(forecast(new double[] {1}, new double[] {2}, Double.NaN)));

        Forecast sound = forecast(new double[] {1}, new double[] {2}, 1);
        Forecast flat = forecast(new double[] {1}, new double[] {2}, 0);

        assertThat(value("mase", sound, flat)).isNaN();
        assertThat(constant.value()).isNaN();
        assertThat(constant.note().orElseThrow()).contains("repeats itself exactly");
        assertThat(strange.value()).isNaN();
        assertThat(strange.note().orElseThrow()).contains("no two values");
    }

    @Test
    void leaveStepsOutThatAreNotKnown() {
        Forecast one = forecast(new double[] {1, 9, 2}, new double[] {2, Double.NaN, 5}, 2);

        assertThat(value("mae", one)).isEqualTo(2);
        assertThat(value("mase", one)).isEqualTo(1);
        assertThat(value("coverage", one)).isEqualTo(0.5);
        assertThat(value("mae", forecast(new double[] {1}, new double[] {Double.NaN}, 1))).isNaN();
    }

    @Test
    void areNotDefinedWithoutQuantiles() {
        ForecastOutcome outcome = of(forecast(new double[] {1}, new double[] {2}, 1)).naive(1);

        assertThat(measured("pinball", outcome).note().orElseThrow()).contains("no quantiles");
        assertThat(measured("coverage", outcome).value()).isNaN();
    }

    @Test
    void repeatTheLastValueOrTheLastSeason() {
        Forecast one = forecast(new double[5], new double[5], 1);

        assertThat(one.naive(1)).containsExactly(4, 4, 4, 4, 4);
        assertThat(one.naive(3)).containsExactly(2, 3, 4, 2, 3);
        assertThat(one.naive(5)).containsExactly(Double.NaN, 1, 2, 3, 4);
    }
}
