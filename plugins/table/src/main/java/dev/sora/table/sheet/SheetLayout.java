// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.sheet;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.setting.Settings;
import dev.sora.table.cell.Cells;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of a sheet and their types, found in one pass over it.
 *
 * @param columns the columns
 * @param places the position in the sheet of each column, from 0
 * @param header the number of the header row, or of the last skipped row
 * @param records the number of non-empty rows after it
 * @param merges the merged cells
 */
record SheetLayout(
        List<Column> columns, int[] places, int header, long records, SheetMerges merges) {

    /**
     * Reads the layout of a sheet.
     *
     * @param where the sheet, for messages
     */
    static SheetLayout of(Workbook book, Workbook.Sheet sheet, Settings settings, String where)
            throws IOException {
        List<String> declared = settings.find(XlsxType.COLUMNS).orElse(List.of());
        boolean header = settings.find(XlsxType.HEADER).orElse(declared.isEmpty());
        boolean hidden = settings.get(XlsxType.HIDDEN);
        Set<String> missing = new HashSet<>(settings.get(XlsxType.MISSING));
        int above = settings.get(XlsxType.SKIP_ROWS).intValue();
        List<ColumnType> types = new ArrayList<>();
        SheetRows.Row names = null;
        long records = 0;
        try (SheetRows rows = new SheetRows(book, sheet)) {
            for (Optional<SheetRows.Row> next = rows.next(); next.isPresent(); next = rows.next()) {
                SheetRows.Row row = next.get();
                if (row.number() <= above || row.isBlank()) {
                    continue;
                }
                if (header && names == null) {
                    names = row;
                } else if (hidden || !row.hidden()) {
                    records++;
                    survey(row, missing, types);
                }
            }
            int last = names == null ? above : names.number();
            List<Column> columns = new ArrayList<>();
            List<Integer> places = new ArrayList<>();
            int width = Math.max(types.size(), names == null ? 0 : names.cells().length);
            if (declared.size() > width && width > 0) {
                width = declared.size();
            }
            columns(
                    names(declared, names, width),
                    types,
                    settings.find(XlsxType.TYPES).orElse(Map.of()),
                    columns,
                    places);
            check(columns, where, last);
            return new SheetLayout(
                    List.copyOf(columns),
                    places.stream().mapToInt(place -> place).toArray(),
                    last,
                    Math.min(records, settings.find(XlsxType.LIMIT).orElse(Long.MAX_VALUE)),
                    rows.merges());
        }
    }

    private static void survey(SheetRows.Row row, Set<String> missing, List<ColumnType> types) {
        for (int i = 0; i < row.cells().length; i++) {
            Object cell = row.cells()[i];
            while (types.size() <= i) {
                types.add(null);
            }
            if (cell != null
                    && !(cell instanceof SheetError)
                    && !(cell instanceof String text && missing.contains(text))) {
                types.set(i, both(types.get(i), type(cell)));
            }
        }
    }

    private static ColumnType type(Object cell) {
        return cell instanceof Long
                ? ColumnType.INTEGER
                : cell instanceof Double
                        ? ColumnType.NUMBER
                        : cell instanceof Boolean ? ColumnType.BOOLEAN : ColumnType.TEXT;
    }

    private static ColumnType both(ColumnType one, ColumnType other) {
        if (one == null || one == other) {
            return other;
        }
        Set<ColumnType> numbers = Set.of(ColumnType.INTEGER, ColumnType.NUMBER);
        return numbers.contains(one) && numbers.contains(other)
                ? ColumnType.NUMBER
                : ColumnType.TEXT;
    }

    /** Returns the name of each column of the sheet; empty for columns without a name. */
    private static List<String> names(List<String> declared, SheetRows.Row header, int width) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            Object cell = header == null ? null : header.cell(i);
            if (!declared.isEmpty()) {
                names.add(i < declared.size() ? declared.get(i) : "");
            } else if (header == null) {
                names.add("column" + (i + 1));
            } else {
                names.add(
                        cell == null || cell instanceof SheetError
                                ? ""
                                : SheetValues.text(cell).strip());
            }
        }
        return names;
    }

    /**
     * Selects the columns. A column without a name is included if any row has a value in it, unless
     * names are declared.
     */
    private static void columns(
            List<String> names,
            List<ColumnType> types,
            Map<String, String> words,
            List<Column> columns,
            List<Integer> places) {
        for (int i = 0; i < names.size(); i++) {
            ColumnType found = i < types.size() ? types.get(i) : null;
            if (names.get(i).isEmpty() && found == null) {
                continue;
            }
            String name = names.get(i).isEmpty() ? "column" + (i + 1) : names.get(i);
            String word = words.get(name);
            ColumnType natural = found == null ? ColumnType.TEXT : found;
            columns.add(Column.of(name, word == null ? natural : Cells.type(word)));
            places.add(i);
        }
    }

    private static void check(List<Column> columns, String where, int row) {
        if (columns.isEmpty()) {
            throw SheetProblem.header(where, "the sheet holds no table", "no cells with values");
        }
        Set<String> seen = new HashSet<>();
        for (Column column : columns) {
            if (!seen.add(column.name())) {
                throw SheetProblem.header(
                        where + ":" + row,
                        "two columns of the sheet are named '%s'".formatted(column.name()),
                        String.join(", ", columns.stream().map(Column::name).toList()));
            }
        }
    }
}
