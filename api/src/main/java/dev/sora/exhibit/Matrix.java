// SPDX-License-Identifier: Apache-2.0
package dev.sora.exhibit;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers of which each belongs to two names, drawn as a field of colours.
 *
 * @param title what stands above it
 * @param down what the rows are, such as {@code true}
 * @param across what the columns are, such as {@code predicted}
 * @param rows the names of the rows
 * @param columns the names of the columns
 * @param values one list a row, one number a column
 * @param confusion whether rows and columns are the same classes and the numbers counts of records:
 *     hits lie on the diagonal, mistakes beside it
 * @since 2.0
 */
public record Matrix(
        String title,
        String down,
        String across,
        List<String> rows,
        List<String> columns,
        List<List<Double>> values,
        boolean confusion)
        implements Exhibit {

    /** Checks that there is a number for each row and column. */
    public Matrix {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        values = values.stream().map(List::copyOf).toList();
        int width = columns.size();
        if (values.size() != rows.size() || values.stream().anyMatch(row -> row.size() != width)) {
            throw new IllegalArgumentException(
                    "'%s' needs %d rows of %d numbers".formatted(title, rows.size(), width));
        }
        if (confusion && !rows.equals(columns)) {
            throw new IllegalArgumentException(
                    "'%s' compares other rows than columns".formatted(title));
        }
    }

    /** Returns a matrix, {@code values[row][column]}. */
    public static Matrix of(
            String title,
            String down,
            String across,
            List<String> rows,
            List<String> columns,
            double[][] values) {
        List<List<Double>> lists = new ArrayList<>();
        for (double[] row : values) {
            List<Double> list = new ArrayList<>();
            for (double value : row) {
                list.add(value);
            }
            lists.add(list);
        }
        return new Matrix(title, down, across, rows, columns, lists, false);
    }

    /** Returns how often each class was taken for each, {@code counts[actual][predicted]}. */
    public static Matrix ofConfusion(List<String> classes, long[][] counts) {
        List<List<Double>> lists = new ArrayList<>();
        for (long[] row : counts) {
            List<Double> list = new ArrayList<>();
            for (long count : row) {
                list.add((double) count);
            }
            lists.add(list);
        }
        return new Matrix("Confusion matrix", "true", "predicted", classes, classes, lists, true);
    }
}
