// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.Map;
import java.util.Optional;

/** Detects a table with another delimiter than the one it is read with. */
final class OtherDelimiter {

    private static final Map<Character, String> WORDS =
            Map.of(';', "semicolon", '\t', "tab", '|', "bar", ',', "comma");

    private OtherDelimiter() {}

    /**
     * Checks a first row that has one field.
     *
     * @throws DataException if another delimiter would split it into several fields
     */
    static void check(String field, CsvFormat format) {
        in(field, format.delimiter())
                .ifPresent(
                        word -> {
                            throw new DataException(
                                    Problem.of(
                                                    "SORA-4228",
                                                    "the first row is one field, with a %s in it"
                                                            .formatted(word))
                                            .where(format.file().place() + ":1")
                                            .needs(
                                                    "the names of the columns, between "
                                                            + word(format.delimiter())
                                                            + "s")
                                            .have(shown(field))
                                            .fix(
                                                    "set 'delimiter: %s', or 'delimiter: %s' if this is"
                                                                    .formatted(
                                                                            word,
                                                                            word(
                                                                                    format
                                                                                            .delimiter()))
                                                            + " one column"));
                        });
    }

    /** Returns the name of a character in a field that other tables use as delimiter. */
    static Optional<String> in(String field, String own) {
        return field.chars()
                .mapToObj(c -> (char) c)
                .filter(c -> !own.equals(String.valueOf(c)) && c != ',')
                .map(WORDS::get)
                .filter(word -> word != null)
                .findFirst()
                .or(
                        () ->
                                !own.equals(",") && field.indexOf(',') >= 0
                                        ? Optional.of("comma")
                                        : Optional.empty());
    }

    private static String word(String delimiter) {
        return delimiter.length() == 1
                ? WORDS.getOrDefault(delimiter.charAt(0), delimiter)
                : delimiter;
    }

    private static String shown(String field) {
        return field.length() > 60 ? field.substring(0, 60) + "…" : field;
    }
}
