// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.prediction;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Limits predictions to the most probable classes, or to the first of ranked items. */
final class MostProbable {

    private static final String PROBABILITIES = "probabilities";
    private static final List<String> RANKED = List.of("items", "scores");

    private MostProbable() {}

    /**
     * Returns the values with {@code probabilities} in descending order and limited to {@code top},
     * and with ranked {@code items} and their {@code scores} limited to {@code top}; unchanged if
     * there is no limit.
     */
    static Map<String, Object> of(Map<String, Object> values, OptionalInt top) {
        if (top.isEmpty()) {
            return values;
        }
        int most = top.getAsInt();
        Map<String, Object> limited = new LinkedHashMap<>(values);
        limited.computeIfPresent(
                PROBABILITIES,
                (key, each) -> each instanceof Map<?, ?> map ? highest(map, most) : each);
        if (limited.keySet().containsAll(RANKED)) {
            for (String key : RANKED) {
                limited.computeIfPresent(
                        key,
                        (k, each) ->
                                each instanceof List<?> list
                                        ? list.subList(0, Math.min(most, list.size()))
                                        : each);
            }
        }
        return limited;
    }

    /** Equal values keep their order in the prediction. */
    private static Object highest(Map<?, ?> each, int most) {
        if (!each.values().stream().allMatch(Number.class::isInstance)) {
            return each;
        }
        return each.entrySet().stream()
                .sorted((a, b) -> Double.compare(value(b), value(a)))
                .limit(most)
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                Map.Entry::getValue,
                                (a, b) -> a,
                                LinkedHashMap::new));
    }

    private static double value(Map.Entry<?, ?> entry) {
        return ((Number) entry.getValue()).doubleValue();
    }
}
