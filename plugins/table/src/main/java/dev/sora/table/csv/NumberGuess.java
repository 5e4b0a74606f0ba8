// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Guesses how a table writes its numbers: with a decimal comma, and what is between thousands. Only
 * columns in which every field with a digit is a number count, and fields that contradict each
 * other decide nothing.
 */
final class NumberGuess {

    private static final String GROUPED = "[-+]?[1-9]\\d{0,2}";

    /** The form of a field; the first one that fits. */
    enum Form {
        /** {@code 12}, which every table writes so. */
        PLAIN("[-+]?\\d+(?:[eE][-+]?\\d+)?"),
        /** {@code 1.234}: 1234 in a table with a decimal comma. */
        ONE_POINT(GROUPED + "\\.\\d{3}"),
        /** {@code 2.5}. */
        POINT("[-+]?\\d*\\.\\d+(?:[eE][-+]?\\d+)?"),
        /** {@code 1,234}: 1234 in a table with a decimal point. */
        ONE_COMMA(GROUPED + ",\\d{3}"),
        /** {@code 2,5}. */
        COMMA("[-+]?\\d+,\\d+(?:[eE][-+]?\\d+)?"),
        /** {@code 1.234,5} and {@code 1.234.567}. */
        POINTS_BETWEEN(GROUPED + "(?:(?:\\.\\d{3})+,\\d+|(?:\\.\\d{3}){2,})"),
        /** {@code 1,234.5} and {@code 1,234,567}. */
        COMMAS_BETWEEN(GROUPED + "(?:(?:,\\d{3})+\\.\\d+|(?:,\\d{3}){2,})"),
        /** {@code 1'234.5}. */
        APOSTROPHES_BETWEEN(GROUPED + "(?:['\u2019]\\d{3})+(?:\\.\\d+)?"),
        /** {@code 1 234,5}; without a fraction it may be a telephone number. */
        SPACES_BETWEEN(GROUPED + "(?:[ \u00a0\u202f]\\d{3})+,\\d+");

        private final Pattern pattern;

        Form(String pattern) {
            this.pattern = Pattern.compile(pattern);
        }
    }

    private static final int LONGEST = 40;

    private final Map<Form, Long> counts = new EnumMap<>(Form.class);

    private NumberGuess() {}

    /**
     * Returns the settings {@code decimal} and {@code thousands} as far as the rows need them.
     *
     * @param rows rows without names of columns
     * @param commas whether commas are between fields: a quoted {@code "3,1"} may then be a list of
     *     two, and is no evidence of a decimal comma
     */
    static Map<String, Object> settings(List<List<String>> rows, boolean commas) {
        NumberGuess guess = new NumberGuess();
        int width = rows.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < width; i++) {
            guess.addColumn(rows, i);
        }
        return guess.settings(commas);
    }

    /**
     * Returns a field such as {@code 1.234} where other fields have a decimal point and none a
     * decimal comma; empty if there is none.
     */
    static Optional<String> decimalPoint(List<List<String>> columns) {
        NumberGuess guess = of(columns);
        boolean points =
                guess.has(Form.POINT)
                        && !guess.has(Form.COMMA)
                        && !guess.has(Form.POINTS_BETWEEN)
                        && !guess.has(Form.SPACES_BETWEEN);
        return points ? first(Form.ONE_POINT, columns) : Optional.empty();
    }

    /**
     * Returns a field such as {@code 1,234} where other fields have a decimal comma and none a
     * decimal point; empty if there is none.
     */
    static Optional<String> decimalComma(List<List<String>> columns) {
        NumberGuess guess = of(columns);
        boolean commas =
                (guess.has(Form.COMMA) || guess.has(Form.POINTS_BETWEEN))
                        && !guess.has(Form.POINT)
                        && !guess.has(Form.COMMAS_BETWEEN);
        return commas ? first(Form.ONE_COMMA, columns) : Optional.empty();
    }

    private static NumberGuess of(List<List<String>> columns) {
        NumberGuess guess = new NumberGuess();
        columns.forEach(column -> guess.addColumn(column.stream().map(List::of).toList(), 0));
        return guess;
    }

    private static Optional<String> first(Form form, List<List<String>> columns) {
        return columns.stream()
                .flatMap(List::stream)
                .map(String::strip)
                .filter(field -> form(field) == form)
                .findFirst();
    }

    private void addColumn(List<List<String>> rows, int column) {
        Map<Form, Long> own = new EnumMap<>(Form.class);
        long words = 0;
        long numbers = 0;
        for (List<String> row : rows) {
            String field = row.size() > column ? row.get(column).strip() : "";
            if (field.isEmpty()) {
                continue;
            }
            if (field.chars().noneMatch(c -> c >= '0' && c <= '9')) {
                words++;
                continue;
            }
            Form form = form(field);
            if (form == null) {
                return;
            }
            own.merge(form, 1L, Long::sum);
            numbers++;
        }
        // a few words may stand for missing values
        if (numbers > words) {
            own.forEach((form, count) -> counts.merge(form, count, Long::sum));
        }
    }

    /** Returns the form of a field; null if it is not a number. */
    static @Nullable Form form(String field) {
        if (field.length() <= LONGEST) {
            for (Form form : Form.values()) {
                if (form.pattern.matcher(field).matches()) {
                    return form;
                }
            }
        }
        return null;
    }

    private boolean has(Form form) {
        return counts.containsKey(form);
    }

    private Map<String, Object> settings(boolean commas) {
        boolean surely = has(Form.SPACES_BETWEEN) || has(Form.POINTS_BETWEEN);
        boolean comma = has(Form.COMMA) || surely;
        boolean point = has(Form.POINT) || has(Form.COMMAS_BETWEEN);
        boolean apostrophe = has(Form.APOSTROPHES_BETWEEN);
        Map<String, Object> found = new LinkedHashMap<>();
        if (comma && (point || apostrophe || commas && !surely)) {
            return found;
        }
        if (comma) {
            boolean points = has(Form.POINTS_BETWEEN) || has(Form.ONE_POINT);
            if (points && has(Form.SPACES_BETWEEN)) {
                return found;
            }
            found.put(CsvType.DECIMAL.name(), "comma");
            if (points || has(Form.SPACES_BETWEEN)) {
                found.put(CsvType.THOUSANDS.name(), points ? "point" : "space");
            }
        } else if (apostrophe) {
            if (!has(Form.ONE_COMMA) && !has(Form.COMMAS_BETWEEN)) {
                found.put(CsvType.THOUSANDS.name(), "apostrophe");
            }
        } else if (has(Form.COMMAS_BETWEEN) || has(Form.ONE_COMMA) && (point || commas)) {
            found.put(CsvType.THOUSANDS.name(), "comma");
        }
        return found;
    }
}
