// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A text table with aligned columns. */
public final class Table {

    private static final String GAP = "  ";
    private static final int NARROWEST = 16;

    private final List<String> head;
    private final boolean[] right;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Creates a table; the column of a heading that starts with {@code >} is aligned to the right.
     */
    public Table(String... headings) {
        this(List.of(headings));
    }

    /** Creates a table. */
    public Table(List<String> headings) {
        right = new boolean[headings.size()];
        List<String> names = new ArrayList<>();
        for (int i = 0; i < right.length; i++) {
            right[i] = headings.get(i).startsWith(">");
            names.add(right[i] ? headings.get(i).substring(1) : headings.get(i));
        }
        head = List.copyOf(names);
    }

    /** Adds a row with a cell for each heading. */
    public Table row(String... cells) {
        return row(List.of(cells));
    }

    /** Adds a row with a cell for each heading. */
    public Table row(List<String> cells) {
        if (cells.size() != head.size()) {
            throw new IllegalArgumentException(
                    "%d cells for %d columns".formatted(cells.size(), head.size()));
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    /** Returns whether there are no rows. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Returns the table as lines of any length. */
    public String render(boolean colour) {
        return render(colour, Integer.MAX_VALUE);
    }

    /**
     * Returns the table as lines for the width of a terminal; long cells are broken between words.
     */
    public String render(boolean colour, int columns) {
        int[] widths = widths(columns);
        StringBuilder text = new StringBuilder();
        if (head.stream().anyMatch(name -> !name.isEmpty())) {
            text.append(Style.STRONG.on(line(head, widths), colour)).append('\n');
        }
        for (List<String> row : rows) {
            List<List<String>> cells = new ArrayList<>();
            int height = 1;
            for (int i = 0; i < widths.length; i++) {
                cells.add(broken(row.get(i), widths[i]));
                height = Math.max(height, cells.get(i).size());
            }
            for (int at = 0; at < height; at++) {
                int line = at;
                text.append(
                                line(
                                        cells.stream()
                                                .map(c -> line < c.size() ? c.get(line) : "")
                                                .toList(),
                                        widths))
                        .append('\n');
            }
        }
        return text.toString().stripTrailing();
    }

    /** Returns the widths of the columns; if they exceed the terminal, the widest are reduced. */
    private int[] widths(int columns) {
        int[] widths = new int[right.length];
        measure(head, widths);
        rows.forEach(row -> measure(row, widths));
        long excess =
                Arrays.stream(widths).asLongStream().sum()
                        + (long) GAP.length() * (widths.length - 1)
                        - columns;
        for (; excess > 0; excess--) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                if (!right[i] && widths[i] > widths[widest]) {
                    widest = i;
                }
            }
            if (widths[widest] <= NARROWEST) {
                return widths;
            }
            widths[widest]--;
        }
        return widths;
    }

    private static void measure(List<String> cells, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], length(cells.get(i)));
        }
    }

    private static List<String> broken(String cell, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : cell.split(" ")) {
            if (!line.isEmpty() && length(line.toString()) + 1 + length(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            // A word that is longer than its column exceeds it.
            String space = " ".repeat(Math.max(0, widths[i] - length(cells.get(i))));
            line.append(i == 0 ? "" : GAP)
                    .append(right[i] ? space + cells.get(i) : cells.get(i) + space);
        }
        return line.toString().stripTrailing();
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
