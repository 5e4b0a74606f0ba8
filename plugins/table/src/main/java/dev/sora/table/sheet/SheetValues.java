// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.sheet;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.table.cell.Cell;
import dev.sora.table.cell.Cells;
import dev.sora.table.cell.PictureFolder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Converts cells to values of the types of their columns. */
final class SheetValues {

    private final Set<String> missing;
    private final boolean errorsMissing;
    private final List<Cell> readers;
    private final List<Column> columns;

    SheetValues(
            List<Column> columns,
            PictureFolder pictures,
            Set<String> missing,
            boolean errorsMissing) {
        this.columns = columns;
        this.readers = columns.stream().map(c -> Cells.of(c.type(), pictures)).toList();
        this.missing = missing;
        this.errorsMissing = errorsMissing;
    }

    /**
     * Returns the value of a cell; null if it is missing.
     *
     * @throws dev.sora.problem.RecordException if the cell does not match the type of the column
     */
    @Nullable Object of(@Nullable Object cell, int column, String where) {
        if (cell == null || (cell instanceof String text && missing.contains(text))) {
            return null;
        }
        String name = columns.get(column).name();
        if (cell instanceof SheetError error) {
            if (error.isNoValue() || errorsMissing) {
                return null;
            }
            throw SheetProblem.value(
                    where,
                    name,
                    "a value",
                    error.shown(),
                    Optional.of(
                            "correct the cell and save the workbook in a spreadsheet program, set"
                                    + " 'errors: missing'"));
        }
        ColumnType type = columns.get(column).type();
        if (isOf(cell, type)) {
            return cell;
        }
        if (type == ColumnType.NUMBER && cell instanceof Long whole) {
            return whole.doubleValue();
        }
        char[] letters = text(cell).toCharArray();
        Object read = readers.get(column).read(letters, 0, letters.length, () -> where);
        if (read == Cell.NONE) {
            throw SheetProblem.value(
                    where, name, readers.get(column).needs(), text(cell), Optional.empty());
        }
        return read;
    }

    private static boolean isOf(Object cell, ColumnType type) {
        return switch (type) {
            case TEXT -> cell instanceof String;
            case INTEGER -> cell instanceof Long;
            case NUMBER -> cell instanceof Double;
            case BOOLEAN -> cell instanceof Boolean;
            default -> false;
        };
    }

    /** Returns the text of a cell; 3 and 3.0 are one number and have the same text. */
    static String text(Object cell) {
        if (cell instanceof Double number
                && number == Math.rint(number)
                && Math.abs(number) < 1e15) {
            return Long.toString(number.longValue());
        }
        return String.valueOf(cell);
    }
}
