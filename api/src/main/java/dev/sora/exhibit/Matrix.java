// SPDX-License-Identifier: Apache-2.0
package dev.sora.exhibit;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * A matrix with named rows and columns, drawn as a heat map. A confusion matrix is stored sparsely:
 * only its cells that are not 0, because there may be many classes. Therefore callers read single
 * cells.
 *
 * @since 1.0
 */
public final class Matrix implements Exhibit {

    private final String title;
    private final String down;
    private final String across;
    private final List<String> rows;
    private final List<String> columns;
    private final double[][] values;
    private final boolean confusion;

    /**
     * The positions of the non-zero cells of a confusion matrix, ascending: row * width + column.
     */
    private final long[] places;

    private final double[] counts;

    /** Stores the values without a copy; checks that there is one for each row and column. */
    private Matrix(
            String title,
            String down,
            String across,
            List<String> rows,
            List<String> columns,
            double[][] values) {
        this.title = Objects.requireNonNull(title);
        this.down = Objects.requireNonNull(down);
        this.across = Objects.requireNonNull(across);
        this.rows = List.copyOf(rows);
        this.columns = List.copyOf(columns);
        this.values = values;
        this.confusion = false;
        this.places = new long[0];
        this.counts = new double[0];
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
     * @param title the title above it
     * @param down what the rows are, such as {@code layer}
     * @param across what the columns are, such as {@code head}
     * @param rows the names of the rows
     * @param columns the names of the columns
     * @param values {@code values[row][column]}; copied
     */
    public static Matrix of(
            String title,
            String down,
            String across,
            List<String> rows,
            List<String> columns,
            double[][] values) {
        double[][] copied = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
        return new Matrix(title, down, across, rows, columns, copied);
    }

    /** Stores the counts without a copy; they are in the order of their positions. */
    private Matrix(List<String> classes, long[] places, double[] counts) {
        this.title = "Confusion matrix";
        this.down = "true";
        this.across = "predicted";
        this.rows = List.copyOf(classes);
        this.columns = this.rows;
        this.values = new double[0][];
        this.confusion = true;
        this.places = places;
        this.counts = counts;
    }

    /**
     * Returns a confusion matrix.
     *
     * @param counts {@code counts[actual][predicted]}
     */
    public static Matrix ofConfusion(List<String> classes, long[][] counts) {
        int size = classes.size();
        if (counts.length != size || Arrays.stream(counts).anyMatch(row -> row.length != size)) {
            throw new IllegalArgumentException(
                    "a confusion matrix of %d classes needs %d rows of %d counts"
                            .formatted(size, size, size));
        }
        // positions of more than 46,340 classes do not fit into 32 bits
        LongStream.Builder places = LongStream.builder();
        DoubleStream.Builder often = DoubleStream.builder();
        for (int actual = 0; actual < size; actual++) {
            long[] row = counts[actual];
            for (int predicted = 0; predicted < size; predicted++) {
                if (row[predicted] != 0) {
                    places.add((long) actual * size + predicted);
                    often.add(row[predicted]);
                }
            }
        }
        return new Matrix(classes, places.build().toArray(), often.build().toArray());
    }

    /**
     * Returns a confusion matrix from the pairs of classes that occur, for a large number of
     * classes.
     *
     * @param actual the index of the actual class of each pair
     * @param predicted the index of the predicted class of each pair
     * @param counts the count of each pair; pairs occur once, in any order
     */
    public static Matrix ofConfusion(
            List<String> classes, int[] actual, int[] predicted, long[] counts) {
        int size = classes.size();
        if (actual.length != counts.length || predicted.length != counts.length) {
            throw new IllegalArgumentException(
                    "%d right and %d predicted classes of %d counts"
                            .formatted(actual.length, predicted.length, counts.length));
        }
        SortedMap<Long, Double> cells = new TreeMap<>();
        for (int i = 0; i < counts.length; i++) {
            Objects.checkIndex(actual[i], size);
            Objects.checkIndex(predicted[i], size);
            if (cells.put((long) actual[i] * size + predicted[i], (double) counts[i]) != null) {
                throw new IllegalArgumentException(
                        "the pair of %d and %d is named twice".formatted(actual[i], predicted[i]));
            }
        }
        cells.values().removeIf(count -> count == 0);
        return new Matrix(
                classes,
                cells.keySet().stream().mapToLong(Long::longValue).toArray(),
                cells.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Returns the title above it. */
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
        if (!confusion) {
            return values[row][column];
        }
        Objects.checkIndex(row, rows.size());
        Objects.checkIndex(column, columns.size());
        int place = Arrays.binarySearch(places, (long) row * columns.size() + column);
        return place < 0 ? 0 : counts[place];
    }

    /** Calls the action for each number that is not 0, row after row. */
    public void forEach(Cell action) {
        for (int row = 0; row < values.length; row++) {
            for (int column = 0; column < values[row].length; column++) {
                if (values[row][column] != 0) {
                    action.accept(row, column, values[row][column]);
                }
            }
        }
        for (int i = 0; i < places.length; i++) {
            int row = (int) (places[i] / columns.size());
            action.accept(row, (int) (places[i] % columns.size()), counts[i]);
        }
    }

    /** Receives the numbers of a matrix. */
    @FunctionalInterface
    public interface Cell {

        /** Receives the number at a row and a column, counted from 0. */
        void accept(int row, int column, double value);
    }

    /**
     * Returns whether this is a confusion matrix: rows and columns are the same classes, the
     * numbers are counts of records, and right predictions are on the diagonal.
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
                && Arrays.deepEquals(values, matrix.values)
                && Arrays.equals(places, matrix.places)
                && Arrays.equals(counts, matrix.counts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                title,
                rows,
                columns,
                confusion,
                Arrays.deepHashCode(values),
                Arrays.hashCode(places),
                Arrays.hashCode(counts));
    }

    @Override
    public String toString() {
        return "Matrix '%s' of %d x %d".formatted(title, rows.size(), columns.size());
    }
}
