// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.input;

import dev.sora.data.DataRecord;
import dev.sora.series.window.WindowColumns;
import java.util.Map;
import java.util.TreeMap;

/** Learns the scales of a column from the histories of training windows. */
final class ScalesFit {

    private static final class Learned {
        private final Scale.Sums sums = new Scale.Sums();
        private final MedianSpread windows = new MedianSpread();

        private void add(float[] values, double deviation) {
            sums.add(values);
            if (deviation > 0) {
                windows.add(deviation);
            }
        }
    }

    private final SeriesInput.By by;
    private final Learned all = new Learned();
    private final Map<String, Learned> series = new TreeMap<>();

    ScalesFit(SeriesInput.By by) {
        this.by = by;
    }

    void add(DataRecord record, float[] values) {
        Scale.Sums window = new Scale.Sums();
        window.add(values);
        double deviation = window.deviation();
        all.add(values, deviation);
        if (by != SeriesInput.By.ALL) {
            series.computeIfAbsent(WindowColumns.series(record), name -> new Learned())
                    .add(values, deviation);
        }
    }

    boolean isConstant() {
        return all.sums.isConstant();
    }

    Scales scales() {
        Map<String, Scale> each = new TreeMap<>();
        series.forEach((name, own) -> each.put(name, scale(own)));
        return new Scales(by, scale(all), each);
    }

    /** Returns a scale whose spread is that of the usual window, where windows have their own. */
    private Scale scale(Learned own) {
        Scale whole =
                all.windows.isEmpty() ? own.sums.scale() : own.sums.scale(all.windows.median());
        return by == SeriesInput.By.WINDOW && !own.windows.isEmpty()
                ? new Scale(whole.level(), (float) own.windows.median())
                : whole;
    }
}
