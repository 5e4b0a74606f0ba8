// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.Collections;
import java.util.List;

/**
 * A table of numbers, such as hits at each cut-off.
 *
 * @param title shown above
 * @param subject what a row is about: the heading of the first column
 * @param columns names of the columns after the first, which names the row
 * @param shares of each column, whether its numbers are shares between 0 and 1, drawn as bars
 * @param rows in the order shown
 */
public record ValueTable(
        String title, String subject, List<String> columns, List<Boolean> shares, List<Row> rows)
        implements OutputPart {

    public ValueTable {
        columns = List.copyOf(columns);
        shares = List.copyOf(shares);
        rows = List.copyOf(rows);
    }

    /** A table of plain numbers. */
    public ValueTable(String title, List<String> columns, List<Row> rows) {
        this(title, "name", columns, Collections.nCopies(columns.size(), false), rows);
    }

    /**
     * One line.
     *
     * @param name what the line is about
     * @param values one number a column
     */
    public record Row(String name, List<Double> values) {

        public Row {
            values = List.copyOf(values);
        }
    }
}
