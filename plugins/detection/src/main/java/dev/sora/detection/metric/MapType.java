// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.metric;

import dev.sora.metric.Metric;
import dev.sora.metric.MetricType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/**
 * {@code map}: the mean average precision of boxes, {@code map@0.5} at one overlap, {@code
 * map@0.5:0.95} the mean over ten overlaps.
 */
public final class MapType implements MetricType<BoxesOutcome> {

    /** Ten overlaps, as COCO has it. */
    private static final String ALL = "0.5:0.95";

    private static final Setting<String> AT =
            Setting.choice(
                            "at",
                            "The overlap (intersection over union) from which a box is right; 0.5:0.95"
                                    + " is the mean over ten of them. 'map@0.5' is short for {type:"
                                    + " map, at: '0.5'}.",
                            List.of(
                                    ALL, "0.1", "0.2", "0.3", "0.4", "0.5", "0.55", "0.6", "0.65",
                                    "0.7", "0.75", "0.8", "0.85", "0.9", "0.95"))
                    .orElse(ALL);

    /** Creates the type. */
    public MapType() {}

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "map",
                "Mean average precision of boxes by the rules of COCO: over the classes, of the"
                        + " precisions at 101 recalls.",
                AT);
    }

    @Override
    public Class<BoxesOutcome> outcome() {
        return BoxesOutcome.class;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public Metric<BoxesOutcome> create(Settings settings) {
        return new MeanAveragePrecision(overlaps(settings.get(AT)));
    }

    private static double[] overlaps(String text) {
        if (!text.equals(ALL)) {
            return new double[] {Double.parseDouble(text)};
        }
        // as numpy.linspace(0.5, 0.95, 10), so that an overlap that equals one is treated alike
        double step = (0.95 - 0.5) / 9;
        double[] all = new double[10];
        for (int i = 0; i < 9; i++) {
            all[i] = 0.5 + i * step;
        }
        all[9] = 0.95;
        return all;
    }
}
