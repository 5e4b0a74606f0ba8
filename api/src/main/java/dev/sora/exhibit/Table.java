// SPDX-License-Identifier: Apache-2.0
package dev.sora.exhibit;

import java.util.List;

/**
 * Numbers in rows and columns.
 *
 * @param title what stands above it
 * @param subject what a row is about, such as {@code class}
 * @param columns the columns behind the one that names the row
 * @param rows in the order shown
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
     * @param name its heading
     * @param share whether its numbers are shares between 0 and 1, drawn as bars
     */
    public record Column(String name, boolean share) {

        /** Returns a column of numbers. */
        public static Column of(String name) {
            return new Column(name, false);
        }

        /** Returns a column of shares. */
        public static Column ofShares(String name) {
            return new Column(name, true);
        }
    }

    /**
     * A row.
     *
     * @param name what it is about
     * @param values one number a column
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
