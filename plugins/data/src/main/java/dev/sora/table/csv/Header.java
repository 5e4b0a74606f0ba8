// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells whether the first row of a table names its columns. */
final class Header {

    private static final int LONGEST = 80;

    private Header() {}

    /**
     * Returns whether the first row is one of names. A row with a number or a date in it is not.
     * Where a column is otherwise of numbers or dates, it is. Where all columns are texts, none of
     * the names occurs again in its column, and each is short and no sentence.
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
        // spreadsheets and data frames leave the name of the first column empty
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

    /** Returns whether a name stands twice. */
    static boolean repeats(List<String> names) {
        return new HashSet<>(names).size() < names.size();
    }

    /** Returns the names, numbered where they repeat. */
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
