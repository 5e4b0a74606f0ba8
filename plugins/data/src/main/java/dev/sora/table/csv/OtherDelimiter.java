// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.Map;
import java.util.Optional;

/** Notices a table whose fields stand between other characters than those it is read with. */
final class OtherDelimiter {

    private static final Map<Character, String> WORDS =
            Map.of(';', "semicolon", '\t', "tab", '|', "bar", ',', "comma");

    private OtherDelimiter() {}

    /**
     * Checks a first row that is one field.
     *
     * @throws DataException if it would be several fields between other characters
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

    /** Returns the word for a character in a field that delimits in other tables. */
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
