// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import dev.sora.data.ColumnType;
import dev.sora.metric.NumberOutcome;
import dev.sora.metric.Outcome;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** The type {@code regression}. */
final class RegressionType implements OutputType {

    private static final Setting<String> COLUMN =
            Setting.column(
                            "column",
                            "Column that holds the number to predict.",
                            ColumnType.NUMBER,
                            ColumnType.INTEGER,
                            ColumnType.TEXT,
                            ColumnType.BOOLEAN)
                    .required();
    private static final Setting<Boolean> HEAD =
            Setting.bool(
                            "head",
                            "Whether a fully connected layer makes the number; if false, the"
                                    + " signal is the number.")
                    .orElse(true);
    private static final Setting<Boolean> STANDARDISE =
            Setting.bool(
                            "standardise",
                            "Whether the target is brought to mean 0 and deviation 1 for training;"
                                    + " predictions are brought back.")
                    .orElse(true);
    private static final Setting<String> LOSS =
            Setting.choice(
                            "loss",
                            "What training minimises: mean squared error, mean absolute error, or"
                                    + " huber, which is squared near the target and absolute far"
                                    + " from it.",
                            List.of("mse", "mae", "huber"))
                    .orElse("mse");
    private static final Setting<Double> HUBER_DELTA =
            Setting.number(
                            "huber_delta",
                            "Error at which huber turns absolute, in deviations of the target if"
                                    + " it is standardised.")
                    .above(0)
                    .orElse(1.0);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "regression", "Predicts a number.", COLUMN, HEAD, STANDARDISE, LOSS, HUBER_DELTA);
    }

    @Override
    public Class<? extends Outcome> outcome() {
        return NumberOutcome.class;
    }

    @Override
    public List<String> defaultMetrics() {
        return List.of("rmse", "mae", "r2");
    }

    @Override
    public OutputParticle create(Settings settings) {
        return new Regression(
                settings.get(COLUMN),
                settings.get(STANDARDISE),
                new Head(settings.get(HEAD), 1),
                new NumberLoss(settings.get(LOSS), settings.get(HUBER_DELTA)));
    }
}
