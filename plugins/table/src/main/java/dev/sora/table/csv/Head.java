// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import java.util.List;

/**
 * The first rows of a table, and its format including what these rows declare: a spreadsheet may
 * write the delimiter on the first line, as {@code sep=;}.
 *
 * @param format the format
 * @param rows the first rows, without that line
 */
record Head(CsvFormat format, List<List<String>> rows) {

    private static final String MARK = "sep=";

    /**
     * Reads the first rows.
     *
     * @param given whether the delimiter was set; a declared one is then ignored
     */
    static Head of(CsvFormat format, int most, boolean given) {
        List<List<String>> rows = Names.first(format, most);
        if (rows.isEmpty() || format.skipLines() > 0) {
            return new Head(format, rows);
        }
        String line = String.join(format.delimiter(), rows.get(0));
        boolean marked =
                line.length() == MARK.length() + 1
                        && line.regionMatches(true, 0, MARK, 0, MARK.length());
        if (!marked) {
            return new Head(format, rows);
        }
        String delimiter = given ? format.delimiter() : line.substring(MARK.length());
        CsvFormat own = format.behindMark(delimiter);
        return new Head(own, Names.first(own, most));
    }

    /** Returns the first row, which may name the columns; empty if there is none. */
    List<String> first() {
        return rows.isEmpty() ? List.of() : rows.get(0);
    }
}
