// SPDX-License-Identifier: Apache-2.0
package dev.sora.exhibit;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Numbers of which each belongs to two names, drawn as a field of colours: one number for each row
 * and column. They may be many, so they are asked for one by one.
 *
 * @since 2.0
 */
public final class Matrix implements Exhibit {

    private final String title;
    private final String down;
    private final String across;
    private final List<String> rows;
    private final List<String> columns;
    private final double[][] values;
    private final boolean confusion;

    /** Takes the values over; checks that there is one for each row and column. */
    private Matrix(
            String title,
            String down,
            String across,
            List<String> rows,
            List<String> columns,
            double[][] values,
            boolean confusion) {
        this.title = Objects.requireNonNull(title);
        this.down = Objects.requireNonNull(down);
        this.across = Objects.requireNonNull(across);
        this.rows = List.copyOf(rows);
        this.columns = List.copyOf(columns);
        this.values = values;
        this.confusion = confusion;
        int width = columns.size();
        if (values.length != rows.size()
                || Arrays.stream(values).anyMatch(row -> row.length != width)) {
            throw new IllegalArgumentException(
                    "'%s' needs %d rows of %d numbers".formatted(title, rows.size(), width));
        }
    }

    /**
     * Returns a matrix.
     *
     * @param title what stands above it
     * @param down what the rows are, such as {@code layer}
     * @param across what the columns are, such as {@code head}
     * @param rows the names of the rows
     * @param columns the names of the columns
     * @param values {@code values[row][column]}, which are copied
     */
    public static Matrix of(
            String title,
            String down,
            String across,
            List<String> rows,
            List<String> columns,
            double[][] values) {
        double[][] copied = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
        return new Matrix(title, down, across, rows, columns, copied, false);
    }

    /** Returns how often each class was taken for each, {@code counts[actual][predicted]}. */
    public static Matrix ofConfusion(List<String> classes, long[][] counts) {
        double[][] values =
                Arrays.stream(counts)
                        .map(row -> Arrays.stream(row).asDoubleStream().toArray())
                        .toArray(double[][]::new);
        return new Matrix("Confusion matrix", "true", "predicted", classes, classes, values, true);
    }

    /** Returns what stands above it. */
    public String title() {
        return title;
    }

    /** Returns what the rows are, such as {@code true}. */
    public String down() {
        return down;
    }

    /** Returns what the columns are, such as {@code predicted}. */
    public String across() {
        return across;
    }

    /** Returns the names of the rows. */
    public List<String> rows() {
        return rows;
    }

    /** Returns the names of the columns. */
    public List<String> columns() {
        return columns;
    }

    /** Returns the number at a row and a column, counted from 0. */
    public double at(int row, int column) {
        return values[row][column];
    }

    /**
     * Returns whether rows and columns are the same classes and the numbers counts of records: hits
     * lie on the diagonal, mistakes beside it.
     */
    public boolean confusion() {
        return confusion;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Matrix matrix
                && confusion == matrix.confusion
                && title.equals(matrix.title)
                && down.equals(matrix.down)
                && across.equals(matrix.across)
                && rows.equals(matrix.rows)
                && columns.equals(matrix.columns)
                && Arrays.deepEquals(values, matrix.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(title, rows, columns, confusion, Arrays.deepHashCode(values));
    }

    @Override
    public String toString() {
        return "Matrix '%s' of %d x %d".formatted(title, rows.size(), columns.size());
    }
}
