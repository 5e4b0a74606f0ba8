// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import dev.sora.core.io.Markup;
import dev.sora.core.report.CellField.Cell;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Draws a matrix as SVG. Colours come from the style of the page, so the drawing adapts to light,
 * dark and paper. Cells of one colour are one path, so that a drawing of ten thousand cells stays
 * small.
 */
final class MatrixDrawing {

    /** The number of intensities of a colour. */
    private static final int LEVELS = 100;

    /** The minimum intensity at which the text of a cell is dark on a dark page. */
    private static final double MEDIUM = 0.64;

    /** The minimum intensities at which the text of a cell is light on a light page. */
    private static final double DEEP_HIT = 0.87;

    private static final double DEEP_MISS = 0.9;

    private static final int LONGEST_TITLE = 300;

    private final CellField field;
    private final MatrixLayout layout;
    private final StringBuilder svg = new StringBuilder();

    private MatrixDrawing(CellField field) {
        this.field = field;
        this.layout = MatrixLayout.of(field);
    }

    /** Returns the drawing, one {@code svg} element. */
    static String of(CellField field) {
        MatrixDrawing drawing = new MatrixDrawing(field);
        drawing.start();
        drawing.axes();
        drawing.rowLabels();
        drawing.columnLabels();
        drawing.cells();
        drawing.lines();
        if (drawing.layout.textFont() > 0) {
            drawing.texts();
        }
        return drawing.svg.append("</svg>").toString();
    }

    private void start() {
        add(
                "<svg class=\"cells\" role=\"img\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\""
                        + " height=\"%2$d\"",
                layout.width(), layout.height());
        // Slightly too wide drawings are scaled down; much too wide ones stay legible and scroll.
        add(" style=\"min-width:%dpx\"", layout.width() * 3 / 4);
        add(" data-left=\"%d\" data-top=\"%d\"", layout.left(), layout.top());
        add(" data-width=\"%d\" data-height=\"%d\">", layout.cellWidth(), layout.cellHeight());
        title(field.title());
    }

    private void title(String text) {
        String shown =
                text.codePointCount(0, text.length()) <= LONGEST_TITLE
                        ? text
                        : text.substring(0, text.offsetByCodePoints(0, LONGEST_TITLE)) + "…";
        add("<title>%s</title>", Markup.escaped(shown));
    }

    private void axes() {
        int across = field.columns().size() * layout.cellWidth();
        int down = field.rows().size() * layout.cellHeight();
        add("<g class=\"axis\" font-size=\"12\" text-anchor=\"middle\">");
        label(field.across(), 12, across + layout.left(), layout.left() + across / 2, 12, "");
        String turned = " transform=\"rotate(-90)\"";
        label(field.down(), 12, down + layout.top(), -layout.top() - down / 2, 12, turned);
        add("</g>");
    }

    private void rowLabels() {
        int x = layout.left() - MatrixLayout.GAP;
        add("<g font-size=\"%d\" text-anchor=\"end\">", layout.font());
        for (int row = 0; row < field.rows().size(); row++) {
            int y = layout.top() + row * layout.cellHeight() + middle(layout.cellHeight());
            label(field.rows().get(row), layout.font(), layout.rowRoom(), x, y, "");
        }
        add("</g>");
    }

    private void columnLabels() {
        String anchor = layout.upright() ? "start" : "middle";
        String turned = layout.upright() ? " transform=\"rotate(-90)\"" : "";
        int edge = layout.top() - MatrixLayout.GAP;
        add("<g font-size=\"%d\" text-anchor=\"%s\"%s>", layout.font(), anchor, turned);
        for (int column = 0; column < field.columns().size(); column++) {
            int start = layout.left() + column * layout.cellWidth();
            int x = layout.upright() ? -edge : start + layout.cellWidth() / 2;
            int y = layout.upright() ? start + middle(layout.cellWidth()) : edge;
            label(field.columns().get(column), layout.font(), layout.columnRoom(), x, y, "");
        }
        add("</g>");
    }

    /** Returns the distance from the edge of a cell to the baseline of a label in its middle. */
    private int middle(int side) {
        return (int) Math.round(side / 2.0 + layout.font() * 0.36);
    }

    private void label(String text, int font, double room, int x, int y, String more) {
        String shown = LabelText.fitted(text, font, room);
        add("<text x=\"%d\" y=\"%d\"%s>", x, y, more);
        svg.append(Markup.escaped(shown));
        if (!shown.equals(text)) {
            title(text);
        }
        add("</text>");
    }

    private void cells() {
        add(
                "<path class=\"sheet\" d=\"%s\"/>",
                box(0, 0, field.columns().size(), field.rows().size()));
        SortedMap<Integer, StringBuilder> paths = new TreeMap<>();
        StringBuilder undefined = new StringBuilder();
        for (int row = 0; row < field.rows().size(); row++) {
            List<Cell> cells = field.cells().get(row);
            int from = 0;
            for (int column = 0; column < cells.size(); column++) {
                if (Double.isNaN(cells.get(column).depth())) {
                    undefined.append(stroke(row, column));
                }
                int level = level(cells.get(column));
                if (column + 1 == cells.size() || level(cells.get(column + 1)) != level) {
                    if (level != 0) {
                        paths.computeIfAbsent(level, key -> new StringBuilder())
                                .append(box(from, row, column + 1 - from, 1));
                    }
                    from = column + 1;
                }
            }
        }
        paths.forEach(
                (level, path) ->
                        add(
                                "<path class=\"%s\" fill-opacity=\"%s\" d=\"%s\"/>",
                                level > 0 ? "hit" : "miss",
                                Math.abs(level) / (double) LEVELS,
                                path));
        if (!undefined.isEmpty()) {
            add("<path class=\"lines\" d=\"%s\"/>", undefined);
        }
    }

    /** Returns the intensity of a cell's colour: 0 only for 0, so that every mistake is visible. */
    private static int level(Cell cell) {
        double depth = Double.isNaN(cell.depth()) ? 0 : cell.depth();
        int level = (int) Math.ceil(Math.abs(depth) * LEVELS - 1e-9);
        return (int) Math.signum(depth) * Math.min(LEVELS, Math.max(1, level));
    }

    private String box(int column, int row, int columns, int rows) {
        int width = columns * layout.cellWidth();
        int height = rows * layout.cellHeight();
        return corner(column, row) + "h" + width + "v" + height + "h" + -width + "z";
    }

    /** Returns a stroke through a cell whose number is undefined. */
    private String stroke(int row, int column) {
        return corner(column, row + 1) + "l" + layout.cellWidth() + " " + -layout.cellHeight();
    }

    private String corner(int column, int row) {
        int x = layout.left() + column * layout.cellWidth();
        return "M" + x + " " + (layout.top() + row * layout.cellHeight());
    }

    private void lines() {
        int width = field.columns().size() * layout.cellWidth();
        int height = field.rows().size() * layout.cellHeight();
        add("<path class=\"lines\" d=\"");
        for (int row = 0; row <= field.rows().size(); row++) {
            svg.append(corner(0, row)).append('h').append(width);
        }
        for (int column = 0; column <= field.columns().size(); column++) {
            svg.append(corner(column, 0)).append('v').append(height);
        }
        add("\"/>");
    }

    private void texts() {
        add("<g class=\"texts\" font-size=\"%d\" text-anchor=\"middle\">", layout.textFont());
        for (int row = 0; row < field.rows().size(); row++) {
            for (int column = 0; column < field.columns().size(); column++) {
                Cell cell = field.cells().get(row).get(column);
                String shade = shade(level(cell) / (double) LEVELS);
                if (!cell.text().isEmpty()) {
                    add(
                            "<text%s x=\"%d\" y=\"%d\">%s</text>",
                            shade.isEmpty() ? "" : " class=\"" + shade + "\"",
                            layout.left() + column * layout.cellWidth() + layout.cellWidth() / 2,
                            layout.top() + row * layout.cellHeight() + middle(layout.cellHeight()),
                            Markup.escaped(cell.text()));
                }
            }
        }
        add("</g>");
    }

    /**
     * Returns the class of the text on a cell: its contrast is 4.5 to 1 or better on every colour.
     */
    static String shade(double depth) {
        if (depth >= DEEP_HIT || depth <= -DEEP_MISS) {
            return "deep";
        }
        return Math.abs(depth) >= MEDIUM ? "medium" : "";
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
