// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Numbers of which each belongs to a row and a column, drawn as a field of colours.
 *
 * <p>Keeps the first {@value #LIMIT} rows and columns, so that the page stays small.
 *
 * @param title shown above
 * @param down what the rows are
 * @param across what the columns are
 * @param labels the names of the rows
 * @param columns the names of the columns
 * @param values one list a row
 * @param height how many rows there were
 * @param width how many columns there were
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

    /** The most rows and columns a page draws. */
    static final int LIMIT = 100;

    public ValueMatrix {
        labels = first(labels);
        columns = first(columns);
        values = first(values).stream().map(ValueMatrix::first).toList();
    }

    /** Makes a matrix; only what is kept is ever held in lists. */
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

    /** The number of each row and column. */
    @FunctionalInterface
    public interface Cells {

        /** Returns the number at a row and a column. */
        double of(int row, int column);
    }

    private static <T> List<T> first(List<T> all) {
        return List.copyOf(all.subList(0, Math.min(LIMIT, all.size())));
    }
}
