// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.tokens;

import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.ArrayList;
import java.util.List;

/** Reads lists of tokens or of tags. */
public final class Tokens {

    private Tokens() {}

    /**
     * Returns the elements of a list, or what is between the blanks of a string.
     *
     * @throws RecordException if there are none, or if an element is missing
     */
    public static List<String> of(DataRecord record, String column) {
        Object value = record.get(column, Object.class);
        List<String> tokens = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object element : list) {
                if (!(element instanceof String text) || text.isBlank()) {
                    throw empty(record, column, "a list with an empty element");
                }
                tokens.add(text);
            }
        } else if (value instanceof String text && !text.isBlank()) {
            tokens.addAll(List.of(text.strip().split("\\s+")));
        }
        if (tokens.isEmpty()) {
            throw empty(record, column, "none");
        }
        return tokens;
    }

    /**
     * Returns the elements of a list, or what is between the blanks of a string.
     *
     * @param most the greatest number of elements, the setting 'length' of an input
     * @throws RecordException if there are none or too many, or if an element is missing
     */
    public static List<String> of(DataRecord record, String column, int most) {
        List<String> tokens = Tokens.of(record, column);
        if (tokens.size() > most) {
            throw new RecordException(
                    Problem.of("SORA-4563", "a sentence has too many tokens")
                            .where(record.where())
                            .needs("at most %d".formatted(most))
                            .have(Integer.toString(tokens.size()))
                            .fix(
                                    "raise 'length' of the input, split the sentence, or set"
                                            + " 'on_error: skip'"));
        }
        return tokens;
    }

    private static RecordException empty(DataRecord record, String column, String have) {
        return new RecordException(
                Problem.of("SORA-4564", "column '%s' holds no list of tokens".formatted(column))
                        .where(record.where())
                        .needs("at least one token, and no empty one")
                        .have(have)
                        .fix("correct the record, or set 'on_error: skip'"));
    }
}
