// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decides whether the first row of a table is a header. */
final class Header {

    private static final int LONGEST = 80;

    private Header() {}

    /**
     * Returns whether the first row is a header. A row with a number or a date is not. If a column
     * otherwise contains numbers or dates, it is. If all columns are texts, it is a header when
     * each name is short, is not a sentence, and does not occur again in its column.
     */
    static boolean isOne(List<List<String>> rows) {
        List<String> names = rows.get(0);
        int empty = 0;
        for (String name : names) {
            empty += name.isBlank() ? 1 : 0;
            if (!name.isBlank() && Fields.isPlain(name) || name.length() > LONGEST) {
                return false;
            }
        }
        // spreadsheets and data frames leave the name of an index column empty
        if (empty > 1 || names.size() == empty) {
            return false;
        }
        List<List<String>> others = rows.subList(1, rows.size());
        if (others.isEmpty()) {
            return true;
        }
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).isBlank() && mostlyPlain(others, i)) {
                return true;
            }
        }
        for (int i = 0; i < names.size(); i++) {
            int at = i;
            boolean again =
                    others.stream()
                            .anyMatch(row -> row.size() > at && row.get(at).equals(names.get(at)));
            if (again || !isName(names.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean mostlyPlain(List<List<String>> rows, int column) {
        long valued = 0;
        long plain = 0;
        for (List<String> row : rows) {
            if (row.size() > column && !row.get(column).isBlank()) {
                valued++;
                plain += Fields.isPlain(row.get(column)) ? 1 : 0;
            }
        }
        return valued > 0 && plain >= 0.8 * valued;
    }

    private static boolean isName(String text) {
        return text.isBlank()
                || text.strip().split("\\s+").length <= 4 && !text.strip().matches(".*[.!?。！？]");
    }

    /** Returns whether a row holds all names, in any letters: it is then no record. */
    static boolean names(List<String> row, Collection<String> names) {
        return names.stream()
                .allMatch(name -> row.stream().map(String::strip).anyMatch(name::equalsIgnoreCase));
    }

    /**
     * Returns whether a row looks like one of names, because it has those that columns have been
     * given at their places, in any letters: half of them, of two both, or more than half if a
     * field is blank. A row with a number does not.
     */
    static boolean isLike(List<String> row, List<String> names) {
        int same = 0;
        boolean blank = false;
        for (int i = 0; i < Math.min(row.size(), names.size()); i++) {
            String field = row.get(i).strip();
            if (!field.isEmpty() && Fields.isPlain(field)) {
                return false;
            }
            blank |= field.isEmpty();
            same += field.equalsIgnoreCase(names.get(i)) ? 1 : 0;
        }
        boolean strict = blank || names.size() == 2;
        return strict ? 2 * same > names.size() : 2 * same >= names.size();
    }

    /** Returns whether a name repeats. */
    static boolean repeats(List<String> names) {
        return new HashSet<>(names).size() < names.size();
    }

    /** Returns the names, with a number appended to repeated ones. */
    static List<String> unique(List<String> names) {
        Set<String> all = new HashSet<>(names);
        Set<String> seen = new HashSet<>();
        List<String> unique = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String own = names.get(i).isBlank() ? "column" + (i + 1) : names.get(i);
            String name = own;
            for (int n = 2; !seen.add(name); n++) {
                name = own + "_" + n;
                while (all.contains(name)) {
                    name = own + "_" + ++n;
                }
            }
            unique.add(name);
        }
        return unique;
    }
}
