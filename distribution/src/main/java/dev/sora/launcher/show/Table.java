// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import java.util.ArrayList;
import java.util.List;

/** A table for people, columns aligned. */
public final class Table {

    private static final String GAP = "  ";

    private final List<String> head;
    private final boolean[] right;
    private final List<List<String>> rows = new ArrayList<>();

    /** Creates a table; a heading that starts with {@code >} is of a column set to the right. */
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

    /** Returns the table as lines. */
    public String render(boolean colour) {
        int[] widths = new int[right.length];
        measure(head, widths);
        rows.forEach(row -> measure(row, widths));
        StringBuilder text = new StringBuilder();
        if (head.stream().anyMatch(name -> !name.isEmpty())) {
            text.append(Style.STRONG.on(line(head, widths), colour)).append('\n');
        }
        rows.forEach(row -> text.append(line(row, widths)).append('\n'));
        return text.toString().stripTrailing();
    }

    private static void measure(List<String> cells, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], length(cells.get(i)));
        }
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String space = " ".repeat(widths[i] - length(cells.get(i)));
            line.append(i == 0 ? "" : GAP)
                    .append(right[i] ? space + cells.get(i) : cells.get(i) + space);
        }
        return line.toString().stripTrailing();
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
