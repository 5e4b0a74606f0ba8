// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import dev.sora.core.data.MemoryRecords;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the types of columns from the types of their values. Values that say little, such as NaN
 * and an empty list, fit the others and decide only on their own.
 */
final class ColumnGuess {

    private static final Set<ColumnType> LISTS =
            Set.of(ColumnType.TEXTS, ColumnType.VECTOR, ColumnType.IDENTIFIERS, ColumnType.NESTED);

    private final String origin;
    private final Map<String, Guess> guesses = new LinkedHashMap<>();

    /** What is known about a column. */
    private static final class Guess {
        private @Nullable ColumnType type;
        private @Nullable ColumnType weak;
        private @Nullable String weakAt;
    }

    /**
     * Creates a guess.
     *
     * @param origin the name of the records, for messages
     */
    ColumnGuess(String origin) {
        this.origin = origin;
    }

    /**
     * Returns the columns of records, in the order in which they appear. Values of a map within a
     * record are columns {@code a.b}.
     *
     * @throws dev.sora.problem.SoraException if the values of a column have no common type, or if a
     *     record is null or names a column twice or not at all
     */
    Schema of(List<? extends Map<String, ?>> records) {
        long number = 0;
        for (Map<String, ?> record : records) {
            String where = "%s, record %d".formatted(origin, ++number);
            MemoryRecords.flat(record, where).forEach((name, value) -> add(name, value, where));
        }
        List<Column> columns = new ArrayList<>();
        guesses.forEach((name, guess) -> columns.add(new Column(name, type(name, guess))));
        return new Schema(columns);
    }

    private void add(String name, @Nullable Object value, String where) {
        Guess guess = guesses.computeIfAbsent(name, n -> new Guess());
        if (value == null) {
            return;
        }
        ColumnType weak = ValueTypes.weak(value);
        if (weak != null) {
            if (guess.weak != null && guess.weak != weak) {
                throw refused(name, guess.weak, value.getClass().getName(), where);
            }
            guess.weak = weak;
            guess.weakAt = where;
            return;
        }
        ColumnType type = ValueTypes.of(value);
        ColumnType common = type == null ? null : common(guess.type, type);
        if (common == null) {
            throw refused(name, guess.type, value.getClass().getName(), where);
        }
        guess.type = common;
    }

    private ColumnType type(String name, Guess guess) {
        if (guess.type == null) {
            return guess.weak == null ? ColumnType.TEXT : guess.weak;
        }
        if (guess.weak == ColumnType.TEXTS && !LISTS.contains(guess.type)) {
            throw refused(name, guess.type, "an empty list", guess.weakAt);
        }
        return guess.type;
    }

    private static DataException refused(
            String name, @Nullable ColumnType before, String have, String where) {
        return new DataException(
                Problem.of(
                                "SORA-4922",
                                "the values of column '%s' have no common type".formatted(name))
                        .where(where)
                        .needs(before == null ? "a type that columns have" : before.toString())
                        .have(have)
                        .fix("convert the values, or state the columns as a Schema"));
    }

    private static @Nullable ColumnType common(@Nullable ColumnType before, ColumnType type) {
        if (before == null || before == type) {
            return type;
        }
        boolean numbers =
                (before == ColumnType.INTEGER || before == ColumnType.NUMBER)
                        && (type == ColumnType.INTEGER || type == ColumnType.NUMBER);
        if (numbers) {
            return ColumnType.NUMBER;
        }
        // a list of integers among lists of numbers
        boolean vectors =
                (before == ColumnType.IDENTIFIERS || before == ColumnType.VECTOR)
                        && (type == ColumnType.IDENTIFIERS || type == ColumnType.VECTOR);
        return vectors ? ColumnType.VECTOR : null;
    }
}
