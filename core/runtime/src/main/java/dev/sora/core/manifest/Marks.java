// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import java.util.Map;

/**
 * Lines and columns of the values in a manifest, by path.
 *
 * @param places the place of each value
 */
public record Marks(Map<String, Mark> places) {

    /**
     * The place of a value and of the key before it, counted from 1.
     *
     * @param keyLine line of the key; that of the value in a list
     * @param keyColumn column of the key
     * @param line line of the value
     * @param column column of the value
     * @param origin empty for the file itself, otherwise the origin of the value, such as {@code
     *     --set}
     * @param variables the environment variables that are part of the value; empty if there are
     *     none
     */
    public record Mark(
            int keyLine, int keyColumn, int line, int column, String origin, String variables) {}

    /** Copies the map. */
    public Marks {
        places = Map.copyOf(places);
    }

    /** Returns the path of a value, or of the nearest enclosing value that has a place. */
    public String nearest(String path) {
        String at = path;
        while (!at.isEmpty() && !places.containsKey(at)) {
            int cut = Math.max(at.lastIndexOf('.'), at.lastIndexOf('['));
            at = at.substring(0, Math.max(cut, 0));
        }
        return at;
    }

    /** Returns the place of a value, or of the nearest enclosing value. */
    String where(String file, String path) {
        Mark mark = places.get(nearest(path));
        return mark == null ? file : where(file, mark, mark.line(), mark.column());
    }

    /** Returns the place of the key before a value, or of the nearest enclosing key. */
    String whereKey(String file, String path) {
        Mark mark = places.get(nearest(path));
        return mark == null ? file : where(file, mark, mark.keyLine(), mark.keyColumn());
    }

    private static String where(String file, Mark mark, int line, int column) {
        return mark.origin().isEmpty() ? file + ":" + line + ":" + column : mark.origin();
    }
}
