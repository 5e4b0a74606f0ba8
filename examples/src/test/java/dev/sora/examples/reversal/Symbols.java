// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.reversal;

import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.ArrayList;
import java.util.List;

/** Maps digits to indices: padding, the begin, the end, and the ten digits. */
public final class Symbols {

    /** The index before the first digit. */
    public static final int BEGIN = 1;

    /** The index after the last digit. */
    public static final int END = 2;

    static final int COUNT = 13;

    private static final int ZERO = 3;

    private Symbols() {}

    /** Returns the digit of an index; empty for indices without a digit. */
    public static String digit(int index) {
        return index < ZERO ? "" : Integer.toString(index - ZERO);
    }

    static List<String> names() {
        List<String> names = new ArrayList<>(List.of("", "begin", "end"));
        for (int i = ZERO; i < COUNT; i++) {
            names.add(digit(i));
        }
        return names;
    }

    /** Returns the maximum number of digits of a record, at least 1. */
    static int longest(Records records, String column) {
        int[] longest = {1};
        records.forEach(
                record ->
                        longest[0] =
                                Math.max(longest[0], of(record, column, Integer.MAX_VALUE).size()));
        return longest[0];
    }

    /**
     * Returns the indices of a record's digits.
     *
     * @param longest the maximum number of digits
     */
    static List<Integer> of(DataRecord record, String column, int longest) {
        Object value = record.find(column).orElse("");
        String text = value.toString();
        if (!text.matches("[0-9]*") || text.length() > longest) {
            throw new RecordException(
                    Problem.of(
                                    "REVERSAL-0001",
                                    "column '%s' is not a string of digits".formatted(column))
                            .where(record.where())
                            .needs("at most %d digits".formatted(longest))
                            .have(text));
        }
        List<Integer> indices = new ArrayList<>();
        text.chars().forEach(c -> indices.add(c - '0' + ZERO));
        return indices;
    }
}
