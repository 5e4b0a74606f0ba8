// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.runs;

import dev.sora.particle.ParameterSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies a parameter of another model: all values if the shapes are equal, and rows by name if rows
 * have names. Rows without names, such as padding, are matched by their order.
 */
final class NamedRows {

    private NamedRows() {}

    /** Returns the number of a parameter's rows that {@link #copy} finds; -1 for all of them. */
    static int found(ParameterSpec from, ParameterSpec to) {
        if (!byName(from, to)) {
            return same(from, to) ? -1 : 0;
        }
        int[] places = places(from.rows(), to.rows());
        int found = (int) Arrays.stream(places).filter(place -> place >= 0).count();
        return found == places.length && from.rows().size() == places.length ? -1 : found;
    }

    /**
     * Copies rows; rows that the other model lacks are unchanged.
     *
     * @param before the values there
     * @param values the values of the initialiser
     */
    static void copy(ParameterSpec from, float[] before, ParameterSpec to, float[] values) {
        if (byName(from, to)) {
            int[] places = places(from.rows(), to.rows());
            int width = places.length == 0 ? 0 : values.length / places.length;
            for (int row = 0; row < places.length; row++) {
                if (places[row] >= 0) {
                    System.arraycopy(before, places[row] * width, values, row * width, width);
                }
            }
        } else if (same(from, to)) {
            System.arraycopy(before, 0, values, 0, values.length);
        }
    }

    private static boolean same(ParameterSpec from, ParameterSpec to) {
        return from.rows().isEmpty() == to.rows().isEmpty() && from.shape().equals(to.shape());
    }

    private static boolean byName(ParameterSpec from, ParameterSpec to) {
        return !from.rows().isEmpty()
                && !to.rows().isEmpty()
                && from.shape().slice(1).equals(to.shape().slice(1));
    }

    /** Returns the previous index of each row, -1 for new ones. */
    private static int[] places(List<String> before, List<String> now) {
        Map<String, Integer> known = new HashMap<>();
        key(before, (key, row) -> known.putIfAbsent(key, row));
        int[] places = new int[now.size()];
        key(now, (key, row) -> places[row] = known.getOrDefault(key, -1));
        return places;
    }

    private interface Keyed {
        void at(String key, int row);
    }

    private static void key(List<String> rows, Keyed action) {
        int nameless = 0;
        for (int row = 0; row < rows.size(); row++) {
            String name = rows.get(row);
            action.at(name.isEmpty() ? "#" + nameless++ : "=" + name, row);
        }
    }
}
