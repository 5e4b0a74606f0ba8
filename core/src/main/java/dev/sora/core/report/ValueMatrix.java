// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.List;

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
 */
public record ValueMatrix(
        String title,
        String down,
        String across,
        List<String> labels,
        List<String> columns,
        List<List<Double>> values)
        implements OutputPart {

    /** The most rows and columns a page draws. */
    static final int LIMIT = 100;

    public ValueMatrix {
        labels = first(labels);
        columns = first(columns);
        values = first(values).stream().map(ValueMatrix::first).toList();
    }

    private static <T> List<T> first(List<T> all) {
        return List.copyOf(all.subList(0, Math.min(LIMIT, all.size())));
    }
}
