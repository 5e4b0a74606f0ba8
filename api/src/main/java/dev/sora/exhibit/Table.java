// SPDX-License-Identifier: Apache-2.0
package dev.sora.exhibit;

import java.util.List;

/**
 * A table of numbers.
 *
 * @param title the title above it
 * @param subject what a row describes, such as {@code class}; the heading of the names of the rows
 * @param columns the columns after the names of the rows
 * @param rows the rows, in the order shown
 * @since 1.0
 */
public record Table(String title, String subject, List<Column> columns, List<Row> rows)
        implements Exhibit {

    /** Checks that every row has a number for each column. */
    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.values().size() != columns.size()) {
                throw new IllegalArgumentException(
                        "the row '%s' has %d numbers for %d columns"
                                .formatted(row.name(), row.values().size(), columns.size()));
            }
        }
    }

    /** Returns a table. */
    public static Table of(String title, String subject, List<Column> columns, List<Row> rows) {
        return new Table(title, subject, columns, rows);
    }

    /**
     * A column.
     *
     * @param name the heading
     * @param share whether the numbers are fractions from 0 to 1, drawn as bars
     */
    public record Column(String name, boolean share) {

        /** Returns a column of numbers. */
        public static Column of(String name) {
            return new Column(name, false);
        }

        /** Returns a column of fractions from 0 to 1, drawn as bars. */
        public static Column ofShares(String name) {
            return new Column(name, true);
        }
    }

    /**
     * A row.
     *
     * @param name the name of the row
     * @param values one number for each column
     */
    public record Row(String name, List<Double> values) {

        /** Copies the list. */
        public Row {
            values = List.copyOf(values);
        }

        /** Returns a row. */
        public static Row of(String name, Double... values) {
            return new Row(name, List.of(values));
        }
    }
}
