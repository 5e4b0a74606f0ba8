// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.particle.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A column that describes items, in its saved form: the values, and the rows without a value.
 *
 * @param column the column
 * @param values a value for each item; null for a missing one
 */
record CandidateColumn(Column column, List<Object> values) {

    /** Types whose values are saved without conversion. */
    static final Set<ColumnType> PLAIN =
            Set.of(ColumnType.TEXT, ColumnType.INTEGER, ColumnType.NUMBER, ColumnType.BOOLEAN);

    State state() {
        State.Builder state = State.builder().string("type", column.type().name());
        state.integers(
                "missing",
                IntStream.range(0, values.size())
                        .filter(row -> values.get(row) == null)
                        .asLongStream()
                        .toArray());
        switch (column.type()) {
            case TEXT ->
                    state.strings(
                            "values",
                            values.stream().map(v -> v == null ? "" : (String) v).toList());
            case NUMBER ->
                    state.numbers(
                            "values",
                            values.stream()
                                    .mapToDouble(v -> v == null ? 0 : ((Number) v).doubleValue())
                                    .toArray());
            default -> {
                long[] wholes = new long[values.size()];
                for (int row = 0; row < wholes.length; row++) {
                    Object value = values.get(row);
                    wholes[row] =
                            value instanceof Number number
                                    ? number.longValue()
                                    : Boolean.TRUE.equals(value) ? 1 : 0;
                }
                state.integers("values", wholes);
            }
        }
        return state.build();
    }

    static CandidateColumn restore(String name, State state) {
        String word = state.string("type");
        ColumnType type =
                PLAIN.stream()
                        .filter(t -> t.name().equals(word))
                        .findFirst()
                        .orElseThrow(
                                () -> state.broken("type", "TEXT, INTEGER, NUMBER or BOOLEAN"));
        List<Object> values =
                switch (type) {
                    case TEXT -> new ArrayList<>(state.strings("values"));
                    case NUMBER -> {
                        double[] numbers = state.numbers("values");
                        yield list(numbers.length, row -> numbers[row]);
                    }
                    case BOOLEAN -> {
                        long[] truths = state.integers("values");
                        yield list(truths.length, row -> truths[row] != 0);
                    }
                    default -> {
                        long[] wholes = state.integers("values");
                        yield list(wholes.length, row -> wholes[row]);
                    }
                };
        for (long row : state.integers("missing")) {
            if (row < 0 || row >= values.size()) {
                throw state.broken("missing", "rows from 0 to %d".formatted(values.size() - 1));
            }
            values.set((int) row, null);
        }
        return new CandidateColumn(Column.of(name, type), values);
    }

    private static List<Object> list(int size, IntFunction<Object> value) {
        List<Object> list = new ArrayList<>(size);
        for (int row = 0; row < size; row++) {
            list.add(value.apply(row));
        }
        return list;
    }
}
