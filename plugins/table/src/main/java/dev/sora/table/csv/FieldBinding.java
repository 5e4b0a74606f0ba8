// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import dev.sora.table.cell.Cell;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts one field of a row to a value or several values. */
abstract class FieldBinding {

    private final boolean trim;
    private final String ending;
    private final char[][] missing;

    FieldBinding(boolean trim, String ending, char[][] missing) {
        this.trim = trim;
        this.ending = ending;
        this.missing = missing;
    }

    /** Stores the value or values of the field; returns false if the field is not valid. */
    final boolean take(char[] text, int start, int size, Object[] values, Supplier<String> where) {
        int from = start;
        int end = start + size;
        if (trim) {
            while (from < end && text[from] <= ' ') {
                from++;
            }
            while (end > from && text[end - 1] <= ' ') {
                end--;
            }
        }
        if (!ending.isEmpty() && ends(text, from, end)) {
            end -= ending.length();
        }
        for (char[] none : missing) {
            if (equal(none, text, from, end - from)) {
                return true;
            }
        }
        return put(text, from, end - from, values, where);
    }

    /** Stores a value that is not missing. */
    abstract boolean put(
            char[] text, int from, int length, Object[] values, Supplier<String> where);

    /** Returns the value that the field became in a row; null if it is missing or several. */
    @Nullable Object value(Object[] values) {
        return null;
    }

    /** Returns a description of the expected contents. */
    abstract String needs();

    private boolean ends(char[] text, int from, int end) {
        int start = end - ending.length();
        if (start < from) {
            return false;
        }
        for (int i = 0; i < ending.length(); i++) {
            if (text[start + i] != ending.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean equal(char[] one, char[] text, int from, int length) {
        if (one.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (one[i] != text[from + i]) {
                return false;
            }
        }
        return true;
    }

    /** A field that becomes one value. */
    static final class Whole extends FieldBinding {

        private final Cell cell;
        private final int target;

        Whole(Cell cell, int target, boolean trim, String ending, char[][] missing) {
            super(trim, ending, missing);
            this.cell = cell;
            this.target = target;
        }

        @Override
        boolean put(char[] text, int from, int length, Object[] values, Supplier<String> where) {
            Object value = cell.read(text, from, length, where);
            if (value == Cell.NONE) {
                return false;
            }
            values[target] = value;
            return true;
        }

        @Override
        @Nullable Object value(Object[] values) {
            return values[target];
        }

        @Override
        String needs() {
            return cell.needs();
        }
    }

    /** A field that is split into several values. */
    static final class Parted extends FieldBinding {

        private final Pattern pattern;
        private final List<String> names;
        private final List<Cell> cells;
        private final int target;

        Parted(
                Pattern pattern,
                List<Cell> cells,
                int target,
                boolean trim,
                String ending,
                char[][] missing) {
            super(trim, ending, missing);
            this.pattern = pattern;
            this.names = CsvLayout.groups(pattern);
            this.cells = cells;
            this.target = target;
        }

        @Override
        boolean put(char[] text, int from, int length, Object[] values, Supplier<String> where) {
            Matcher matcher = pattern.matcher(new String(text, from, length));
            if (!matcher.matches()) {
                return false;
            }
            for (int i = 0; i < names.size(); i++) {
                String part = matcher.group(names.get(i));
                if (part != null && !part.isEmpty()) {
                    char[] letters = part.toCharArray();
                    Object value = cells.get(i).read(letters, 0, letters.length, where);
                    if (value == Cell.NONE) {
                        return false;
                    }
                    values[target + i] = value;
                }
            }
            return true;
        }

        @Override
        String needs() {
            return "a text that matches " + pattern;
        }
    }
}
