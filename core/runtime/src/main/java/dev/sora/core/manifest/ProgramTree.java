// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks a tree of values that a program builds, so that its YAML has the same values. Of an object
 * of another class, such as a path, only a guess could be written.
 */
public final class ProgramTree {

    /** More than any manifest nests; a tree that contains itself ends here. */
    private static final int DEEPEST = 100;

    private final List<Problem> problems = new ArrayList<>();

    private ProgramTree() {}

    /**
     * Returns a copy of a tree that holds strings, longs, doubles, booleans, null, lists and maps.
     *
     * @throws SoraException with the place of every other value
     */
    public static Map<String, Object> of(Map<String, ?> tree) {
        ProgramTree checked = new ProgramTree();
        Map<String, Object> copy = checked.map(tree, "", 0);
        if (!checked.problems.isEmpty()) {
            throw new SoraException(checked.problems, null);
        }
        return copy;
    }

    private Map<String, Object> map(Map<?, ?> map, String place, int depth) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach(
                (key, value) -> {
                    if (key instanceof CharSequence name) {
                        String below = place.isEmpty() ? name.toString() : place + "." + name;
                        copy.put(name.toString(), value(value, below, depth));
                    } else {
                        problems.add(
                                Problem.of("SORA-2009", "a key is not a string")
                                        .where(place.isEmpty() ? "manifest" : place)
                                        .needs("a string")
                                        .have(shown(key))
                                        .fix("convert it"));
                    }
                });
        return copy;
    }

    private @Nullable Object value(@Nullable Object value, String place, int depth) {
        if (depth == DEEPEST) {
            problems.add(
                    Problem.of("SORA-2010", "values are nested too deeply")
                            .where(place.substring(0, Math.min(place.length(), DEEPEST)) + "…")
                            .needs("at most %d levels".formatted(DEEPEST))
                            .fix("does a map or list contain itself?"));
            return null;
        }
        if (value instanceof Map<?, ?> map) {
            return map(map, place, depth + 1);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            for (int i = 0; i < list.size(); i++) {
                copy.add(value(list.get(i), "%s[%d]".formatted(place, i), depth + 1));
            }
            return copy;
        }
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (value instanceof CharSequence text) {
            return text.toString();
        }
        Object number = number(value);
        if (number == null) {
            problems.add(
                    Problem.of("SORA-2017", "a value is not one of YAML")
                            .where(place)
                            .needs("a string, number, boolean, list or map")
                            .have(shown(value))
                            .fix("convert it, such as a path with toString()"));
        }
        return number;
    }

    private static @Nullable Object number(Object value) {
        if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float) {
            // 0.1f is written 0.1, as the program wrote it
            return Double.valueOf(value.toString());
        }
        if (value instanceof Double) {
            return value;
        }
        if (value instanceof BigDecimal number) {
            double rounded = number.doubleValue();
            return Double.isInfinite(rounded) ? null : (Object) rounded;
        }
        return value instanceof BigInteger whole && whole.bitLength() < Long.SIZE
                ? (Object) whole.longValue()
                : null;
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "null" : "an object of " + value.getClass().getName();
    }
}
