// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.detect;

import dev.sora.data.ColumnType;
import dev.sora.metric.Outcome;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/**
 * {@code box}: one box for each image, from features and the image that they were computed from,
 * whose part {@code transform} describes how the input transformed it.
 */
public final class BoxType implements OutputType {

    private static final Setting<String> COLUMN =
            Setting.column(
                            "column",
                            "Left, top, right and bottom in pixels; none if there is no box.",
                            ColumnType.VECTOR)
                    .required();
    private static final Setting<String> PICTURE =
            Setting.string("picture", "The column of the picture that boxes lie in.")
                    .orElse("image");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("box", "A box in a picture.", COLUMN, PICTURE);
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Class<? extends Outcome> outcome() {
        return BoxesOutcome.class;
    }

    @Override
    public List<String> defaultMetrics() {
        return List.of("iou");
    }

    @Override
    public OutputParticle create(Settings settings) {
        return new Box(settings.get(COLUMN), settings.get(PICTURE));
    }
}
