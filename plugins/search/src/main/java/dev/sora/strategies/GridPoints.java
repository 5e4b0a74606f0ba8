// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import dev.sora.search.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The combinations of a grid, numbered as the digits of a number are: the last parameter fastest.
 * How many there are after some values depends only on those that later conditions name.
 */
final class GridPoints {

    /** The greatest number of combinations that are counted. */
    private static final long MOST = 1L << 60;

    /** The greatest number of counts that are remembered. */
    private static final int MOST_COUNTS = 100_000;

    private final List<Parameter> parameters;
    private final List<List<Object>> values = new ArrayList<>();

    /** For each parameter, those before it that it or a later one depends on. */
    private final List<Set<String>> named = new ArrayList<>();

    private final Map<Object, Long> counts = new HashMap<>();

    GridPoints(List<Parameter> parameters, int points) {
        this.parameters = parameters;
        for (Parameter parameter : parameters) {
            values.add(parameter.domain().grid(points).stream().distinct().toList());
        }
        Set<String> names = new HashSet<>();
        for (int i = parameters.size() - 1; i >= 0; i--) {
            names.addAll(parameters.get(i).conditions().keySet());
            named.add(0, Set.copyOf(names));
        }
    }

    /** Returns how many there are; empty if there are more than can be counted. */
    OptionalLong size() {
        long size = count(0, new LinkedHashMap<>());
        return size > MOST ? OptionalLong.empty() : OptionalLong.of(size);
    }

    /** Returns the combination with a number below {@link #size}. */
    Map<String, Object> at(long number) {
        Map<String, Object> chosen = new LinkedHashMap<>();
        long left = number;
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            if (!parameter.isActive(chosen)) {
                continue;
            }
            for (Object value : values.get(i)) {
                chosen.put(parameter.name(), value);
                long here = count(i + 1, chosen);
                if (left < here) {
                    break;
                }
                left -= here;
            }
        }
        return chosen;
    }

    /** Returns any combination. */
    Map<String, Object> any(RandomGenerator random) {
        Map<String, Object> chosen = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            int index = random.nextInt(values.get(i).size());
            if (parameters.get(i).isActive(chosen)) {
                chosen.put(parameters.get(i).name(), values.get(i).get(index));
            }
        }
        return chosen;
    }

    /** Returns the number of combinations that begin with values; more than the most if unknown. */
    private long count(int index, Map<String, Object> chosen) {
        if (index == parameters.size()) {
            return 1;
        }
        Map<String, Object> before = new HashMap<>(chosen);
        before.keySet().retainAll(named.get(index));
        List<Object> key = List.of(index, before);
        Long known = counts.get(key);
        if (known != null) {
            return known;
        }
        if (counts.size() > MOST_COUNTS) {
            return MOST + 1;
        }
        long count = 0;
        Parameter parameter = parameters.get(index);
        if (!parameter.isActive(chosen)) {
            count = count(index + 1, chosen);
        } else {
            Map<String, Object> next = new LinkedHashMap<>(chosen);
            for (Object value : values.get(index)) {
                next.put(parameter.name(), value);
                count = Math.min(MOST + 1, count + count(index + 1, next));
            }
        }
        counts.put(key, count);
        return count;
    }
}
