// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.List;

/**
 * A table of numbers for whatever has no part of its own, such as hits at each cut-off.
 *
 * @param title shown above
 * @param columns names of the columns after the first, which names the row
 * @param rows in the order shown
 */
public record ValueTable(String title, List<String> columns, List<Row> rows) implements OutputPart {

    public ValueTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
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
