// SPDX-License-Identifier: Apache-2.0
package org.example.winds;

import dev.sora.data.ColumnType;
import dev.sora.metric.Outcome;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** {@code direction}: predicts degrees. */
final class DirectionOutputType implements OutputType {

    static final Setting<String> COLUMN =
            Setting.column(
                            "column",
                            "The column of the right directions, in degrees.",
                            ColumnType.NUMBER,
                            ColumnType.INTEGER)
                    .required();

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "direction",
                "A direction in degrees; the loss is the squared distance on the plane in which"
                        + " the circle lies.",
                COLUMN);
    }

    @Override
    public OutputParticle create(Settings settings) {
        return new DirectionOutput(settings.get(COLUMN));
    }

    /** A separate form of outcome: metrics for numbers would measure 359 as far from 1. */
    @Override
    public Class<? extends Outcome> outcome() {
        return Directions.class;
    }

    @Override
    public List<String> defaultMetrics() {
        return List.of(AngularErrorType.NAME);
    }
}
