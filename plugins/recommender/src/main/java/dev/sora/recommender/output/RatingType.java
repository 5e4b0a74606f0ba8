// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import dev.sora.data.ColumnType;
import dev.sora.metric.NumberOutcome;
import dev.sora.metric.Outcome;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** The type {@code rating}. */
final class RatingType implements OutputType {

    private static final Setting<String> COLUMN =
            Setting.column(
                            "column",
                            "Column that holds the rating.",
                            ColumnType.NUMBER,
                            ColumnType.INTEGER,
                            ColumnType.TEXT)
                    .required();
    private static final Setting<String> LOSS =
            Setting.choice(
                            "loss",
                            "What training minimises: mean squared or mean absolute error.",
                            List.of("mse", "mae"))
                    .orElse("mse");
    private static final Setting<Boolean> CLIP =
            Setting.bool(
                            "clip",
                            "Whether predictions are kept within the lowest and the highest rating"
                                    + " of the training data.")
                    .orElse(true);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "rating",
                "Predicts a rating: the mean rating of the training data plus the signal.",
                COLUMN,
                LOSS,
                CLIP,
                Score.HEAD);
    }

    @Override
    public Class<? extends Outcome> outcome() {
        return NumberOutcome.class;
    }

    @Override
    public List<String> defaultMetrics() {
        return List.of("rmse", "mae");
    }

    @Override
    public OutputParticle create(Settings settings) {
        return new Rating(
                settings.get(COLUMN),
                settings.get(LOSS).equals("mae"),
                settings.get(CLIP),
                new Score(settings.find(Score.HEAD)));
    }
}
