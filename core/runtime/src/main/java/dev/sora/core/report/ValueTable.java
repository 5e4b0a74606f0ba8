// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.Collections;
import java.util.List;

/**
 * A table of numbers, such as hits at each cut-off.
 *
 * @param title the heading
 * @param subject the subject of a row: the heading of the first column
 * @param columns the headings of the columns after the first, which names the row
 * @param shares for each column, whether its numbers are fractions between 0 and 1, drawn as bars
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

    /** Creates a table of plain numbers. */
    public ValueTable(String title, List<String> columns, List<Row> rows) {
        this(title, "name", columns, Collections.nCopies(columns.size(), false), rows);
    }

    /**
     * One row.
     *
     * @param name the name of the row
     * @param values one number for each column
     */
    public record Row(String name, List<Double> values) {

        public Row {
            values = List.copyOf(values);
        }
    }
}
