// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A matrix of numbers, drawn as a field of colours.
 *
 * <p>Only the first {@value #LIMIT} rows and columns are kept, to limit the size of the page.
 *
 * @param title the heading
 * @param down the name of the rows
 * @param across the name of the columns
 * @param labels the labels of the rows
 * @param columns the labels of the columns
 * @param values one list for each row
 * @param height the number of rows before the limit
 * @param width the number of columns before the limit
 */
public record ValueMatrix(
        String title,
        String down,
        String across,
        List<String> labels,
        List<String> columns,
        List<List<Double>> values,
        int height,
        int width)
        implements OutputPart {

    /** The maximum number of rows and columns that a page draws. */
    static final int LIMIT = 100;

    public ValueMatrix {
        labels = first(labels);
        columns = first(columns);
        values = first(values).stream().map(ValueMatrix::first).toList();
    }

    /** Creates a matrix; only the numbers that are kept are stored. */
    public static ValueMatrix of(
            String title,
            String down,
            String across,
            List<String> labels,
            List<String> columns,
            Cells cells) {
        int width = Math.min(LIMIT, columns.size());
        List<List<Double>> values =
                IntStream.range(0, Math.min(LIMIT, labels.size()))
                        .mapToObj(
                                row ->
                                        IntStream.range(0, width)
                                                .mapToObj(column -> cells.of(row, column))
                                                .toList())
                        .toList();
        return new ValueMatrix(
                title, down, across, labels, columns, values, labels.size(), columns.size());
    }

    /** The numbers of the matrix. */
    @FunctionalInterface
    public interface Cells {

        /** Returns the number at a row and a column. */
        double of(int row, int column);
    }

    private static <T> List<T> first(List<T> all) {
        return List.copyOf(all.subList(0, Math.min(LIMIT, all.size())));
    }
}
