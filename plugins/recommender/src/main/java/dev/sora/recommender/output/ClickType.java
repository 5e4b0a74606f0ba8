// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import dev.sora.data.ColumnType;
import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Outcome;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** The type {@code click}. */
final class ClickType implements OutputType {

    private static final Setting<String> COLUMN =
            Setting.column(
                            "column",
                            "Column that tells whether it happened: 1 or 0, true or false, or any"
                                    + " value with 'positive'.",
                            ColumnType.TEXT,
                            ColumnType.INTEGER,
                            ColumnType.NUMBER,
                            ColumnType.BOOLEAN)
                    .required();
    private static final Setting<String> POSITIVE =
            Setting.string("positive", "The value that says that it happened; all others say no.");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "click",
                "Predicts the probability that something happens, such as a click; training"
                        + " minimises the log loss.",
                COLUMN,
                POSITIVE,
                Score.HEAD);
    }

    @Override
    public Class<? extends Outcome> outcome() {
        return ClassOutcome.class;
    }

    @Override
    public List<String> defaultMetrics() {
        return List.of("roc_auc", "log_loss", "accuracy");
    }

    @Override
    public OutputParticle create(Settings settings) {
        return new Click(
                settings.get(COLUMN),
                settings.find(POSITIVE),
                new Score(settings.find(Score.HEAD)));
    }
}
