// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import dev.sora.data.ColumnType;
import dev.sora.detection.box.BoxColumn;
import dev.sora.detection.metric.BoxesOutcome;
import dev.sora.metric.Outcome;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** {@code boxes}: the objects in a picture, each with a label, a score and a box. */
public final class BoxesType implements OutputType {

    private static final Setting<String> COLUMN =
            Setting.column(
                            "column",
                            "Column of the labelled boxes of a picture: a list of {label, box: [left,"
                                    + " top, right, bottom]}.",
                            ColumnType.NESTED)
                    .orElse("boxes");
    private static final Setting<List<String>> CLASSES =
            Setting.strings(
                    "classes", "The classes; left out, those of the boxes of the training data.");
    private static final Setting<Long> FILTERS =
            Setting.integer("filters", "Channels of the hidden convolutions.")
                    .atLeast(1)
                    .atMost(4096)
                    .orElse(64L);
    private static final Setting<Long> DEPTH =
            Setting.integer(
                            "depth",
                            "Hidden convolutions for the scores, and as many again for the boxes.")
                    .atLeast(1)
                    .atMost(16)
                    .orElse(1L);
    private static final Setting<Double> SCORE =
            Setting.number("score", "Predicted boxes have at least this score.")
                    .atLeast(0)
                    .atMost(1)
                    .orElse(0.3);
    private static final Setting<Double> IOU =
            Setting.number(
                            "iou",
                            "Of two boxes of one class that overlap by more than this, the one with"
                                    + " the lower score is left out (intersection over union).")
                    .atLeast(0)
                    .atMost(1)
                    .orElse(0.6);
    private static final Setting<Long> DETECTIONS =
            Setting.integer("detections", "Boxes that are predicted for a picture, at most.")
                    .atLeast(1)
                    .atMost(10_000)
                    .orElse(100L);

    /** Creates the type. */
    public BoxesType() {}

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "boxes",
                "Objects in a picture, each with label, score and box. Reads one or several feature"
                        + " maps of equal channels, then the picture that they were computed from,"
                        + " whose input has 'transform: true'.",
                COLUMN,
                CLASSES,
                FILTERS,
                DEPTH,
                SCORE,
                IOU,
                DETECTIONS);
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
        return List.of("map@0.5", "map@0.5:0.95");
    }

    @Override
    public OutputParticle create(Settings settings) {
        return new Boxes(
                new BoxColumn(settings.get(COLUMN)),
                settings.find(CLASSES).orElse(List.of()),
                settings.get(FILTERS).intValue(),
                settings.get(DEPTH).intValue(),
                new Selection(
                        settings.get(SCORE),
                        settings.get(IOU),
                        settings.get(DETECTIONS).intValue()));
    }
}
