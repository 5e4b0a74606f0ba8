// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.input;

import dev.sora.data.DataRecord;
import dev.sora.particle.State;
import dev.sora.series.window.WindowColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The scales of a column. Where each window has its own, those that were learned give constant
 * windows a spread: the window itself has none, and any other would make its forecast as uncertain
 * as its level is high.
 *
 * @param by whose scale it is
 * @param all the scale of all series
 * @param series the scale of each series, where each has its own
 */
record Scales(SeriesInput.By by, Scale all, Map<String, Scale> series) {

    /** Returns the scale of a window. */
    Scale of(DataRecord record, float[] values) {
        if (by == SeriesInput.By.ALL) {
            return all;
        }
        Scale own = series.get(WindowColumns.series(record));
        if (by == SeriesInput.By.WINDOW) {
            Scale.Sums sums = new Scale.Sums();
            sums.add(values);
            return sums.scale((own == null ? all : own).spread());
        }
        if (own == null) {
            throw WindowProblem.unknown(record, WindowColumns.series(record));
        }
        return own;
    }

    State.Builder addTo(State.Builder state) {
        return state.number("level", all.level())
                .number("spread", all.spread())
                .strings("series", List.copyOf(series.keySet()))
                .numbers("series_levels", levels(List.copyOf(series.values())))
                .numbers("series_spreads", spreads(List.copyOf(series.values())));
    }

    static Scales restore(SeriesInput.By by, State state) {
        Map<String, Scale> series = new TreeMap<>();
        List<String> names = state.distinct("series");
        List<Scale> scales = list(state, "series_levels", "series_spreads", names.size());
        for (int i = 0; i < names.size(); i++) {
            series.put(names.get(i), scales.get(i));
        }
        double spread = state.number("spread");
        if (!(spread > 0)) {
            throw state.broken("spread", "a number above 0");
        }
        return new Scales(by, new Scale(state.number("level"), spread), series);
    }

    static double[] levels(List<Scale> scales) {
        return scales.stream().mapToDouble(Scale::level).toArray();
    }

    static double[] spreads(List<Scale> scales) {
        return scales.stream().mapToDouble(Scale::spread).toArray();
    }

    /** Restores scales from the levels and spreads of a state. */
    static List<Scale> list(State state, String levels, String spreads, int count) {
        double[] level = state.numbers(levels, count);
        double[] spread = state.numbers(spreads, count);
        List<Scale> scales = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (!(spread[i] > 0)) {
                throw state.broken(spreads, "numbers above 0");
            }
            scales.add(new Scale(level[i], spread[i]));
        }
        return scales;
    }
}
