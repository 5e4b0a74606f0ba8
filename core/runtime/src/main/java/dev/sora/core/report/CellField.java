// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The contents of the drawing of a matrix, independent of its kind.
 *
 * @param title the title of the drawing, also for readers who do not see it
 * @param down the name of the rows
 * @param across the name of the columns
 * @param rows the labels of the rows
 * @param columns the labels of the columns
 * @param cells one list for each row
 */
record CellField(
        String title,
        String down,
        String across,
        List<String> rows,
        List<String> columns,
        List<List<Cell>> cells) {

    /**
     * One cell.
     *
     * @param depth the intensity of its colour, from -1 to 1; negative for mistakes and negative
     *     numbers; NaN if the number is undefined
     * @param text the text in it, if there is space
     */
    record Cell(double depth, String text) {}

    /**
     * Returns the field of a confusion matrix. Hits and misses have one colour each. The intensity
     * is the share of the row; that of misses its cube root, so that the few mistakes of a good
     * classifier are visible.
     */
    static CellField of(ConfusionMatrix matrix) {
        int size = matrix.labels().size();
        long all = 0;
        long hits = 0;
        long[] totals = new long[size];
        for (int row = 0; row < size; row++) {
            totals[row] = matrix.counts().get(row).stream().mapToLong(Long::longValue).sum();
            all += totals[row];
            hits += matrix.counts().get(row).get(row);
        }
        String title =
                String.format(
                        Locale.ROOT,
                        "%s: %,d %s, %,d of %,d records off the diagonal",
                        matrix.title(),
                        size,
                        size == 1 ? "class" : "classes",
                        all - hits,
                        all);
        List<List<Cell>> cells =
                IntStream.range(0, size)
                        .mapToObj(row -> counted(matrix.counts().get(row), row, totals[row]))
                        .toList();
        return new CellField(title, "true", "predicted", matrix.labels(), matrix.labels(), cells);
    }

    private static List<Cell> counted(List<Long> counts, int row, long total) {
        return IntStream.range(0, counts.size())
                .mapToObj(
                        column -> {
                            long count = counts.get(column);
                            double share = total > 0 ? (double) count / total : 0;
                            double depth = row == column ? share : -Math.cbrt(share);
                            return new Cell(depth, count > 0 ? CellNumbers.count(count) : "");
                        })
                .toList();
    }

    /**
     * Returns the field of numbers: the intensity grows with the absolute value; negative numbers
     * have their own colour.
     */
    static CellField of(ValueMatrix matrix) {
        double reach =
                matrix.values().stream()
                        .flatMap(List::stream)
                        .mapToDouble(Math::abs)
                        .filter(Double::isFinite)
                        .max()
                        .orElse(0);
        List<List<Cell>> cells =
                matrix.values().stream()
                        .map(
                                row ->
                                        row.stream()
                                                .map(
                                                        value ->
                                                                new Cell(
                                                                        depth(value, reach),
                                                                        CellNumbers.number(value)))
                                                .toList())
                        .toList();
        String title =
                String.format(
                        Locale.ROOT,
                        "%s: %,d by %,d numbers",
                        matrix.title(),
                        matrix.labels().size(),
                        matrix.columns().size());
        return new CellField(
                title, matrix.down(), matrix.across(), matrix.labels(), matrix.columns(), cells);
    }

    private static double depth(double value, double reach) {
        if (Double.isInfinite(value)) {
            return Math.signum(value);
        }
        return reach > 0 ? value / reach : value;
    }
}
