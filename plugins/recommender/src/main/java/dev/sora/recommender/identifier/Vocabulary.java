// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.identifier;

import dev.sora.data.Column;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.data.Values;
import dev.sora.particle.State;
import dev.sora.particle.UnknownValues;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.tensor.HostTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The identifiers that training has seen, numbered from 1 in the order in which they came; 0 is any
 * other.
 */
public final class Vocabulary {

    /** The index of whatever training has not seen. */
    public static final int UNKNOWN = 0;

    private static final int SHOWN = 60;

    private final List<String> names;
    private final Map<String, Integer> indices;

    /** Creates a vocabulary of different names. */
    public Vocabulary(List<String> names) {
        this.names = List.copyOf(names);
        this.indices = new HashMap<>(names.size() * 2);
        for (String name : this.names) {
            indices.put(Values.name(name), indices.size() + 1);
        }
    }

    /** Collects the values of a column that stand in at least so many records. */
    public static Vocabulary of(Records records, String column, long minCount) {
        Map<String, Long> counts = new LinkedHashMap<>();
        records.forEach(
                record ->
                        name(record, column).ifPresent(name -> counts.merge(name, 1L, Long::sum)));
        List<String> names = new ArrayList<>();
        counts.forEach(
                (name, count) -> {
                    if (count >= minCount) {
                        names.add(name);
                    }
                });
        return new Vocabulary(names);
    }

    /** Takes a vocabulary from what was saved. */
    public static Vocabulary restore(State state, String key) {
        List<String> names = state.distinct(key);
        if (names.isEmpty() || names.contains("")) {
            throw state.broken(key, "at least one text, and none that is empty");
        }
        return new Vocabulary(names);
    }

    /**
     * Returns a vocabulary in which these keep their indices, and others' names come after them.
     */
    public Vocabulary with(Vocabulary more) {
        List<String> all = new ArrayList<>(names);
        more.names.stream().filter(name -> index(name) == UNKNOWN).forEach(all::add);
        return new Vocabulary(all);
    }

    /** Returns what every index stands for; that of unknown names stands for nothing. */
    public List<String> rows() {
        List<String> rows = new ArrayList<>(size());
        rows.add("");
        rows.addAll(names);
        return List.copyOf(rows);
    }

    /**
     * Returns the identifier in a column as text; none if missing.
     *
     * @throws DataException if there is no such column, which is no missing value but a mistake
     */
    public static Optional<String> name(DataRecord record, String column) {
        value(record, column);
        return Values.name(record, column);
    }

    /** Returns what a column holds, likewise. */
    public static Optional<Object> value(DataRecord record, String column) {
        Optional<Object> value = record.find(column);
        if (value.isEmpty() && record.schema().position(column) < 0) {
            throw new DataException(
                    Problem.of("SORA-4610", "the data has no column '%s'".formatted(column))
                            .where(record.origin())
                            .have(
                                    record.schema().columns().stream()
                                            .map(Column::name)
                                            .limit(SHOWN)
                                            .collect(Collectors.joining(", ")))
                            .fix(
                                    "name one of these columns, rename one in the data,"
                                            + " or check the source's settings"));
        }
        return value;
    }

    /** Returns an identifier as text: 17, 17.0, "17" and " 17" are one. */
    public static String name(Object value) {
        return Values.name(value);
    }

    /** Returns the number of indices: one more than there are names. */
    public int size() {
        return names.size() + 1;
    }

    /** Returns the names, the first of which has index 1. */
    public List<String> names() {
        return names;
    }

    /** Returns the name of an index above 0. */
    public String name(int index) {
        return names.get(index - 1);
    }

    /** Returns the index of a name, or {@link #UNKNOWN}. */
    public int index(String name) {
        return indices.getOrDefault(Values.name(name), UNKNOWN);
    }

    /** Returns the index of what a record holds in a column, or {@link #UNKNOWN}. */
    public int index(DataRecord record, String column) {
        return name(record, column).map(this::index).orElse(UNKNOWN);
    }

    /**
     * Counts the identifiers of records that training has not seen.
     *
     * @param encoded the index of each record's identifier
     * @param what what an identifier names: user, item
     */
    public UnknownValues unknown(
            List<DataRecord> records, HostTensor encoded, String column, String what) {
        int present = 0;
        List<String> unknown = new ArrayList<>();
        for (int row = 0; row < records.size(); row++) {
            if (encoded.data().getInt(row * Integer.BYTES) != UNKNOWN) {
                present++;
            } else {
                name(records.get(row), column).ifPresent(unknown::add);
            }
        }
        return UnknownValues.of(
                column, what + "s", present + unknown.size(), unknown.size(), unknown);
    }
}
