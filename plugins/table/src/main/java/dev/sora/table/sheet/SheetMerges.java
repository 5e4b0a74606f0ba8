// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.sheet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipException;

/** The merged ranges of a sheet. Only the first cell of each range has the value. */
final class SheetMerges {

    private static final int MOST = 1 << 20;

    /** A range with zero-based, inclusive bounds. */
    private record Range(int top, int left, int bottom, int right) {}

    private final List<Range> ranges = new ArrayList<>();

    /** Adds a range such as {@code A2:A9}. */
    void add(String reference) throws IOException {
        String[] ends = reference.split(":", 2);
        if (ranges.size() == MOST) {
            throw new ZipException("it merges more than %d ranges".formatted(MOST));
        }
        String last = ends[ends.length - 1];
        ranges.add(
                new Range(
                        row(ends[0]),
                        SheetRows.column(ends[0]),
                        row(last),
                        SheetRows.column(last)));
    }

    private static int row(String place) throws IOException {
        String digits = place.replaceFirst("^[A-Za-z]+", "");
        if (!digits.matches("\\d{1,7}")) {
            throw new ZipException("it merges cells at '%s'".formatted(place));
        }
        return Integer.parseInt(digits);
    }

    /** Returns the filling for one pass over the rows after a row. */
    Filling filling(int header) {
        return new Filling(
                ranges.stream()
                        .filter(range -> range.top() > header)
                        .sorted(Comparator.comparingInt(Range::top))
                        .toList());
    }

    /** Fills merged cells, one row at a time. */
    static final class Filling {

        private record Open(Range range, Object value) {}

        private final List<Range> left;
        private final List<Open> open = new ArrayList<>();
        private int next;

        private Filling(List<Range> left) {
            this.left = left;
        }

        /** Returns a row in which each cell of a merged range has the value of its first cell. */
        SheetRows.Row of(SheetRows.Row row) {
            open.removeIf(range -> range.range().bottom() < row.number());
            while (next < left.size() && left.get(next).top() <= row.number()) {
                Range range = left.get(next++);
                if (range.top() == row.number()) {
                    open.add(new Open(range, row.cell(range.left())));
                }
            }
            if (open.isEmpty()) {
                return row;
            }
            int width = row.cells().length;
            for (Open range : open) {
                width =
                        Math.max(
                                width, Math.min(SheetRows.MOST_COLUMNS, range.range().right() + 1));
            }
            Object[] cells = Arrays.copyOf(row.cells(), width);
            for (Open range : open) {
                int end = Math.min(cells.length - 1, range.range().right());
                for (int i = range.range().left(); i <= end; i++) {
                    cells[i] = range.value();
                }
            }
            return new SheetRows.Row(row.number(), row.hidden(), cells);
        }
    }
}
