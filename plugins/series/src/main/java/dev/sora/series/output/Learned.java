// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.output;

import dev.sora.particle.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What forecasts learn of the windows of a training.
 *
 * @param horizon how many steps are predicted
 * @param steps how many steps the history has
 * @param scales the mean absolute error of the seasonal naive forecast in each series; NaN where it
 *     is not defined
 * @param names the names of the series, in order
 * @param numbers the position of each name
 */
record Learned(
        int horizon,
        int steps,
        Map<String, Double> scales,
        List<String> names,
        Map<String, Integer> numbers) {

    private static final int MOST_STEPS = 100_000;

    /** A state has finite numbers only. */
    private static final double UNDEFINED = -1;

    Learned(int horizon, int steps, Map<String, Double> scales) {
        this(horizon, steps, scales, List.copyOf(scales.keySet()), numbers(scales.keySet()));
    }

    private static Map<String, Integer> numbers(Set<String> names) {
        Map<String, Integer> numbers = new HashMap<>();
        names.forEach(name -> numbers.put(name, numbers.size()));
        return numbers;
    }

    /**
     * Returns what is known after further training: sizes stay, since weights depend on them, and
     * so do the scales of series that do not occur again.
     */
    Learned grown(Learned now) {
        Map<String, Double> all = new TreeMap<>(scales);
        now.scales.forEach((name, scale) -> all.merge(name, scale, Learned::newest));
        return new Learned(horizon, steps, all);
    }

    private static Double newest(Double before, Double now) {
        return now.isNaN() ? before : now;
    }

    State state() {
        return State.builder()
                .integer("horizon", horizon)
                .integer("steps", steps)
                .strings("series", List.copyOf(scales.keySet()))
                .numbers(
                        "scales",
                        scales.values().stream()
                                .mapToDouble(s -> Double.isNaN(s) ? UNDEFINED : s)
                                .toArray())
                .build();
    }

    static Learned restore(State state) {
        List<String> names = state.distinct("series");
        double[] values = state.numbers("scales", names.size());
        Map<String, Double> scales = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            scales.put(names.get(i), values[i] < 0 ? Double.NaN : values[i]);
        }
        return new Learned(
                (int) state.integer("horizon", 1, MOST_STEPS),
                (int) state.integer("steps", 1, MOST_STEPS),
                scales);
    }
}
