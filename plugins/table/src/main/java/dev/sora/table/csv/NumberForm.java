// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import dev.sora.data.ColumnType;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.text.FileProblem;
import dev.sora.setting.Settings;
import dev.sora.table.cell.Cell;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The number format of a table if it differs from that of programs, such as {@code 1.234,5}. A
 * field that is such a number is read as {@code 1234.5}, whatever the type of its column; all other
 * fields are unchanged.
 *
 * @param decimal the decimal separator
 * @param thousands the separator between groups of three digits; empty if unknown or unused
 * @param known whether the thousands separator was set
 */
record NumberForm(char decimal, char thousands, boolean known) {

    private static final Map<String, Character> CHARACTERS =
            Map.of("point", '.', "comma", ',', "space", ' ', "apostrophe", '\'', "none", '\0');
    private static final Set<ColumnType> NUMBERS = Set.of(ColumnType.NUMBER, ColumnType.INTEGER);

    /** Returns the format that settings describe; empty if it is that of programs. */
    static Optional<NumberForm> of(Settings settings) {
        Optional<String> thousands = settings.find(CsvType.THOUSANDS);
        char between = CHARACTERS.get(thousands.orElse("none"));
        Optional<String> given = settings.find(CsvType.DECIMAL);
        char decimal = CHARACTERS.get(given.orElse(between == '.' ? "comma" : "point"));
        if (decimal == between) {
            throw FileProblem.settings(
                    "'decimal' and 'thousands' are one character",
                    CsvType.place(settings).toString(),
                    "set the one that the file does not have to another, or leave it out");
        }
        return decimal == '.' && between == '\0'
                ? Optional.empty()
                : Optional.of(new NumberForm(decimal, between, thousands.isPresent()));
    }

    /**
     * Returns a cell that reads numbers in this format.
     *
     * @param declared whether the type was set; texts may then have points of any meaning
     */
    Cell cell(Cell plain, ColumnType type, boolean declared) {
        boolean number = NUMBERS.contains(type);
        if (!number && type != ColumnType.TEXT) {
            return plain;
        }
        boolean points = !declared && decimal == ',' && known && thousands == '.';
        return new Cell() {

            private final ColumnPoints seen = new ColumnPoints();

            @Override
            public Object read(char[] text, int from, int length, Supplier<String> where) {
                if (points && has('.', text, from, length)) {
                    seen.check(new String(text, from, length).strip(), where);
                }
                Optional<String> rewritten = rewritten(text, from, length, where);
                if (rewritten.isPresent()) {
                    char[] letters = rewritten.get().toCharArray();
                    return plain.read(letters, 0, letters.length, where);
                }
                boolean foreign = number && decimal != '.' && has('.', text, from, length);
                return foreign ? Cell.NONE : plain.read(text, from, length, where);
            }

            @Override
            public String needs() {
                return plain.needs();
            }
        };
    }

    private static boolean has(char wanted, char[] text, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (text[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the number as programs write it; empty if the field is no such number, or already has
     * that form.
     */
    private Optional<String> rewritten(char[] text, int from, int length, Supplier<String> where) {
        String field = new String(text, from, length).strip();
        StringBuilder number = new StringBuilder(field.length());
        int groups = 0;
        int run = 0;
        boolean fraction = false;
        int at = 0;
        if (at < field.length() && (field.charAt(at) == '-' || field.charAt(at) == '+')) {
            number.append(field.charAt(at++));
        }
        for (; at < field.length(); at++) {
            char c = field.charAt(at);
            if (c >= '0' && c <= '9') {
                run++;
                number.append(c);
            } else if (c == decimal && !fraction && (groups == 0 ? run > 0 : run == 3)) {
                fraction = true;
                number.append('.');
            } else if (!fraction && separates(c) && (groups == 0 ? leads(number, run) : run == 3)) {
                groups++;
                run = 0;
            } else {
                break;
            }
        }
        boolean whole = !fraction && groups > 0 && run != 3 || run == 0 && !fraction;
        String rest = field.substring(at);
        if (whole || groups == 0 && !fraction || !rest.matches("([eE][+-]?\\d{1,4})?")) {
            return Optional.empty();
        }
        if (groups == 1 && !fraction && !known) {
            throw ambiguous(field, where.get());
        }
        return Optional.of(number + rest);
    }

    /** Returns whether digits are the first group of thousands: 0.125 is not 125. */
    private static boolean leads(StringBuilder number, int digits) {
        return digits > 0 && digits < 4 && number.charAt(number.length() - digits) != '0';
    }

    private boolean separates(char c) {
        char between = known ? thousands : decimal == ',' ? '.' : '\0';
        return switch (between) {
            case ' ' -> c == ' ' || c == '\u00a0' || c == '\u202f';
            case '\'' -> c == '\'' || c == '\u2019';
            case '\0' -> false;
            default -> c == between;
        };
    }

    /**
     * Returns a field of the columns that this format would read as thousands although the table
     * has the other decimal separator, as {@code 1.234} beside {@code 12.5}; empty if there is
     * none.
     *
     * @param columns the fields of each column
     */
    Optional<String> misread(List<List<String>> columns) {
        if (decimal == ',' && thousands == '.') {
            return NumberGuess.decimalPoint(columns);
        }
        return decimal == '.' && thousands == ','
                ? NumberGuess.decimalComma(columns)
                : Optional.empty();
    }

    private static RecordException ambiguous(String field, String where) {
        String whole = field.replace(".", "");
        return new RecordException(
                Problem.of(
                                "SORA-4218",
                                "'%s' may be %s or %s in a table with a decimal comma"
                                        .formatted(field, whole, field))
                        .where(where)
                        .needs("a setting that says what a point between digits is")
                        .fix(
                                "set 'thousands: point' if it is %s, or 'thousands: none' if it is"
                                                .formatted(whole)
                                        + " another number or not a number"));
    }
}
