// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.sheet;

import dev.sora.data.Numbers;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** One pass over the rows of a sheet. */
final class SheetRows implements AutoCloseable {

    static final int MOST_ROWS = 1 << 20;
    static final int MOST_COLUMNS = 1 << 14;

    private static final String UNCOMPUTED = "a formula whose result was never stored";

    /**
     * A row that the file contains.
     *
     * @param number its number in the sheet, from 1
     * @param hidden whether the row is hidden
     * @param cells texts, integers, numbers, booleans and errors; null for an empty cell
     */
    record Row(int number, boolean hidden, Object[] cells) {

        /** Returns whether all cells are empty. */
        boolean isBlank() {
            return Arrays.stream(cells).allMatch(cell -> cell == null || cell.equals(""));
        }

        /** Returns the value of a column, from 0. */
        Object cell(int column) {
            return column < cells.length ? cells[column] : null;
        }
    }

    private final Workbook book;
    private final ZipFile zip;
    private final Part part;
    private final SheetMerges merges = new SheetMerges();
    private Object[] cells = new Object[16];
    private int row;

    SheetRows(Workbook book, Workbook.Sheet sheet) throws IOException {
        this.book = book;
        this.zip = Workbook.open(book.file());
        try {
            this.part = Part.open(zip, sheet.part());
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    /** Returns the merged cells; complete only after the last row was read. */
    SheetMerges merges() {
        return merges;
    }

    /** Returns the next row, or nothing after the last. */
    Optional<Row> next() throws IOException {
        while (part.next()) {
            if (part.begins("row")) {
                String hidden = part.attribute("hidden");
                row = number(part.attribute("r"), row + 1);
                int width = cells();
                Object[] read = Arrays.copyOf(cells, width);
                return Optional.of(new Row(row, hidden.equals("1") || hidden.equals("true"), read));
            }
            if (part.begins("mergeCell")) {
                merges.add(part.attribute("ref"));
            }
        }
        return Optional.empty();
    }

    private int number(String declared, int least) throws IOException {
        int number = declared.matches("\\d{1,9}") ? Integer.parseInt(declared) : least;
        if (number < least || number > MOST_ROWS) {
            throw new ZipException("row '%s' after row %d".formatted(declared, least - 1));
        }
        return number;
    }

    /** Reads the cells of the current row and returns the number of columns. */
    private int cells() throws IOException {
        Arrays.fill(cells, null);
        int width = 0;
        int column = -1;
        while (part.next() && !part.ends("row")) {
            if (part.begins("c")) {
                String place = part.attribute("r");
                column = place.isEmpty() ? column + 1 : column(place);
                if (column >= MOST_COLUMNS) {
                    throw new ZipException("cell '%s' beyond the last column".formatted(place));
                }
                if (column >= cells.length) {
                    cells = Arrays.copyOf(cells, Math.max(column + 1, 2 * cells.length));
                }
                cells[column] = cell(part.attribute("t"), part.attribute("s"));
                width = Math.max(width, column + 1);
            }
        }
        return width;
    }

    /** Returns the zero-based column of a cell reference such as B7. */
    static int column(String place) throws IOException {
        int column = 0;
        int letters = 0;
        while (letters < place.length() && letters < 4) {
            int letter = Character.toUpperCase(place.charAt(letters)) - 'A';
            if (letter < 0 || letter > 25) {
                break;
            }
            column = column * 26 + letter + 1;
            letters++;
        }
        if (letters == 0) {
            throw new ZipException("a cell at '%s'".formatted(place));
        }
        return column - 1;
    }

    private Object cell(String type, String style) throws IOException {
        String value = null;
        boolean formula = false;
        while (part.next() && !part.ends("c")) {
            if (part.begins("v")) {
                value = part.text();
            } else if (part.begins("is")) {
                value = SharedTexts.runs(part, "is");
            } else if (part.begins("f")) {
                formula = true;
                part.skip();
            }
        }
        boolean number = type.isEmpty() || type.equals("n");
        if (value == null || (number && value.isBlank())) {
            return formula ? new SheetError(UNCOMPUTED) : null;
        }
        return switch (type) {
            case "s" -> shared(value);
            case "inlineStr", "d" -> value;
            case "str" -> SharedTexts.plain(value);
            case "b" -> value.strip().equals("1") || value.strip().equals("true");
            case "e" -> new SheetError(value);
            default -> number(value, format(style));
        };
    }

    private String shared(String value) throws IOException {
        int index = value.matches("\\d{1,9}") ? Integer.parseInt(value) : -1;
        if (index < 0 || index >= book.texts().size()) {
            throw new ZipException(
                    "a cell refers to text '%s', which does not exist".formatted(value));
        }
        return book.texts().get(index);
    }

    private NumberFormats format(String style) {
        int index = style.matches("\\d{1,9}") ? Integer.parseInt(style) : -1;
        return index < 0 || index >= book.formats().size()
                ? NumberFormats.NUMBER
                : book.formats().get(index);
    }

    private Object number(String value, NumberFormats format) throws IOException {
        char[] letters = value.toCharArray();
        double number = Numbers.parse(letters, 0, letters.length);
        if (Double.isNaN(number)) {
            throw new ZipException("a cell holds the number '%s'".formatted(value));
        }
        return switch (format) {
            case NUMBER ->
                    Numbers.isInteger(letters, 0, letters.length)
                            ? (Object) Numbers.whole(letters, 0, letters.length)
                            : (Object) number;
            case DATE -> moment(SheetDays.date(number, book.from1904()), value);
            case TIME -> moment(SheetDays.time(number, book.from1904()), value);
        };
    }

    private static Object moment(Optional<String> moment, String value) {
        return moment.<Object>map(text -> text)
                .orElseGet(() -> new SheetError(value + ", which is not a date"));
    }

    @Override
    public void close() {
        try (zip) {
            part.close();
        } catch (IOException e) {
            // the file was opened for reading only, so a failure to close it loses nothing
        }
    }
}
