// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.List;

/**
 * The positions and sizes in the drawing of a matrix, in pixels.
 *
 * @param left the width of names and labels before the first column
 * @param top the height of names and labels above the first row
 * @param cellWidth the width of a cell
 * @param cellHeight the height of a cell
 * @param font the size of the labels
 * @param textFont the size of the text in a cell; 0 if there is no space
 * @param upright whether the labels of the columns are vertical
 * @param rowRoom the width of the labels of the rows
 * @param columnRoom the length of the labels of the columns
 * @param width the width of the drawing
 * @param height the height of the drawing
 */
record MatrixLayout(
        int left,
        int top,
        int cellWidth,
        int cellHeight,
        int font,
        int textFont,
        boolean upright,
        int rowRoom,
        int columnRoom,
        int width,
        int height) {

    /** The height of a line with the name of an axis. */
    private static final int NAME = 20;

    /** The distance between a label and the cells. */
    static final int GAP = 6;

    private static final int LONGEST_LABEL = 140;

    /**
     * The maximum width of a field whose cells are widened so that column labels stay horizontal.
     */
    private static final int WIDEST = 640;

    /** The width to which cells of few columns are widened; longer labels are shortened. */
    private static final int WIDEST_OF_FEW = 120;

    static MatrixLayout of(CellField field) {
        int columns = field.columns().size();
        int size = Math.max(field.rows().size(), columns);
        int side = size <= 5 ? 64 : size <= 12 ? 44 : size <= 30 ? 30 : size <= 60 ? 16 : 11;
        int font = size <= 30 ? 12 : size <= 60 ? 10 : 9;
        int textFont = size <= 12 ? 13 : size <= 30 ? 11 : 0;
        int width = Math.max(side, (int) widestText(field, textFont) + GAP);
        double label = widest(field.columns(), font) + GAP;
        boolean few = columns <= 5;
        int wanted = (int) Math.ceil(few ? Math.min(label, WIDEST_OF_FEW) : label);
        if (wanted * columns <= WIDEST) {
            width = Math.max(width, wanted);
        }
        boolean upright = label > width && !few;
        int columnRoom = upright ? (int) Math.min(label, LONGEST_LABEL) : width - GAP;
        int rowRoom = (int) Math.min(widest(field.rows(), font) + 2, LONGEST_LABEL);
        int left = NAME + rowRoom + GAP;
        int top = NAME + (upright ? columnRoom : font) + GAP;
        return new MatrixLayout(
                left,
                top,
                width,
                side,
                font,
                textFont,
                upright,
                rowRoom,
                columnRoom,
                left + columns * width + GAP,
                top + field.rows().size() * side + GAP);
    }

    private static double widestText(CellField field, int font) {
        return field.cells().stream()
                .flatMap(List::stream)
                .mapToDouble(cell -> LabelText.width(cell.text(), font))
                .max()
                .orElse(0);
    }

    private static double widest(List<String> labels, int font) {
        return labels.stream()
                .mapToDouble(label -> Math.min(LabelText.width(label, font), 10_000))
                .max()
                .orElse(0);
    }
}
