// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.metric;

import dev.sora.metric.Metric;
import dev.sora.metric.MetricType;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.function.Supplier;

/** The metrics of forecasts. */
public final class ForecastMetrics {

    private ForecastMetrics() {}

    /** Returns all of them. */
    public static List<SoraType> types() {
        return List.of(
                type(
                        "mae",
                        "Mean absolute error of all steps.",
                        false,
                        () -> new PointError.Sum(PointError.MAE)),
                type(
                        "rmse",
                        "Root of the mean squared error of all steps.",
                        false,
                        () -> new PointError.Sum(PointError.RMSE)),
                type(
                        "smape",
                        "Mean of 200 |y - f| / (|y| + |f|), in percent from 0 to 200.",
                        false,
                        () -> new PointError.Sum(PointError.SMAPE)),
                type(
                        "mase",
                        "Mean absolute error, divided by that of the seasonal naive forecast within"
                                + " the training part of the series.",
                        false,
                        () -> new PointError.Sum(PointError.MASE)),
                type("pinball", "Mean pinball loss of all quantiles.", false, Pinball::new),
                type(
                        "coverage",
                        "Share of steps between the lowest and the highest quantile.",
                        true,
                        Coverage::new));
    }

    private static SoraType type(
            String name, String summary, boolean higher, Supplier<Metric<ForecastOutcome>> maker) {
        return new Type(TypeDescriptor.of(name, summary), higher, maker);
    }

    private record Type(
            TypeDescriptor descriptor,
            boolean higherIsBetter,
            Supplier<Metric<ForecastOutcome>> maker)
            implements MetricType<ForecastOutcome> {

        @Override
        public Class<ForecastOutcome> outcome() {
            return ForecastOutcome.class;
        }

        @Override
        public Metric<ForecastOutcome> create(Settings settings) {
            return maker.get();
        }
    }
}
