// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.output;

import dev.sora.data.ColumnType;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.series.input.WindowProblem;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Settings of all forecasts. */
final class ForecastSettings {

    static final Setting<String> COLUMN =
            Setting.column(
                            "column",
                            "The steps to predict, as 'windows' makes them, such as 'load_next'.",
                            ColumnType.VECTOR)
                    .required();
    static final Setting<String> HISTORY =
            Setting.column(
                            "history",
                            "The history of the same column, such as 'load', for naive forecasts.",
                            ColumnType.VECTOR)
                    .required();
    static final Setting<Long> SEASON =
            Setting.integer(
                            "season",
                            "After how many steps the series repeats itself, about: 'mase' and the"
                                    + " report compare with the value of one season before. With 1"
                                    + " that is the last value.")
                    .atLeast(1)
                    .atMost(100_000)
                    .orElse(1L);

    @SuppressWarnings("rawtypes")
    static final Setting<List> QUANTILES =
            Setting.of(
                            "quantiles",
                            "Levels of the quantiles, in ascending order and with 0.5, which is the"
                                    + " predicted value; an empty list predicts one value without"
                                    + " quantiles.",
                            new SettingType.ListOf(
                                    new SettingType.NumberType(
                                            OptionalDouble.of(0), OptionalDouble.of(1), true, true),
                                    OptionalInt.empty()),
                            List.class)
                    .orElse(List.of(0.1, 0.5, 0.9));

    private ForecastSettings() {}

    /** Returns the rules of settings. */
    static ForecastRules rules(Settings settings) {
        String column = settings.get(COLUMN);
        String history = settings.get(HISTORY);
        WindowProblem.checkNext(column, history);
        return new ForecastRules(
                column, history, settings.get(SEASON).intValue(), levels(settings.get(QUANTILES)));
    }

    private static double[] levels(List<?> given) {
        double[] levels = given.stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray();
        boolean median = levels.length == 0;
        for (int i = 0; i < levels.length; i++) {
            median |= levels[i] == ForecastRules.MEDIAN;
            if (i > 0 && levels[i] <= levels[i - 1]) {
                throw refused("the quantiles are not in ascending order", given);
            }
        }
        if (!median) {
            throw refused("the quantiles lack the median, which is the predicted value", given);
        }
        return levels;
    }

    private static SoraException refused(String what, List<?> given) {
        return new SoraException(
                Problem.of("SORA-2351", what)
                        .needs("ascending levels with 0.5, such as [0.1, 0.5, 0.9], or []")
                        .have(given.toString())
                        .fix("write such levels"));
    }
}
