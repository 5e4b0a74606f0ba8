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
 * The identifiers of the training data, with indices from 1 in order of appearance; index 0 is any
 * other identifier.
 */
public final class Vocabulary {

    /** The index of all identifiers that are not in the training data. */
    public static final int UNKNOWN = 0;

    private static final int SHOWN = 60;

    private final List<String> names;
    private final Map<String, Integer> indices;

    /** Creates a vocabulary of distinct names. */
    public Vocabulary(List<String> names) {
        this.names = List.copyOf(names);
        this.indices = new HashMap<>(names.size() * 2);
        for (String name : this.names) {
            indices.put(Values.name(name), indices.size() + 1);
        }
    }

    /** Collects the values of a column that occur in at least {@code minCount} records. */
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

    /** Restores a vocabulary. */
    public static Vocabulary restore(State state, String key) {
        List<String> names = state.distinct(key);
        if (names.isEmpty() || names.contains("")) {
            throw state.broken(key, "at least one text, and none that is empty");
        }
        return new Vocabulary(names);
    }

    /**
     * Returns a vocabulary in which these names keep their indices, and the new names of another
     * vocabulary follow.
     */
    public Vocabulary with(Vocabulary more) {
        List<String> all = new ArrayList<>(names);
        more.names.stream().filter(name -> index(name) == UNKNOWN).forEach(all::add);
        return new Vocabulary(all);
    }

    /** Returns the meaning of each index; empty for index 0. */
    public List<String> rows() {
        List<String> rows = new ArrayList<>(size());
        rows.add("");
        rows.addAll(names);
        return List.copyOf(rows);
    }

    /**
     * Returns the identifier in a column as text; empty if it is missing.
     *
     * @throws DataException if the column does not exist: that is a mistake in the manifest, not a
     *     missing value
     */
    public static Optional<String> name(DataRecord record, String column) {
        value(record, column);
        return Values.name(record, column);
    }

    /**
     * Returns the value of a column; empty if it is missing.
     *
     * @throws DataException if the column does not exist
     */
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

    /** Returns an identifier as text: 17, 17.0, "17" and " 17" are equal. */
    public static String name(Object value) {
        return Values.name(value);
    }

    /** Returns the number of indices: the number of names plus one. */
    public int size() {
        return names.size() + 1;
    }

    /** Returns the names; the first one has index 1. */
    public List<String> names() {
        return names;
    }

    /** Returns the name of an index greater than 0. */
    public String name(int index) {
        return names.get(index - 1);
    }

    /** Returns the index of a name, or {@link #UNKNOWN}. */
    public int index(String name) {
        return indices.getOrDefault(Values.name(name), UNKNOWN);
    }

    /** Returns the index of a record's value in a column, or {@link #UNKNOWN}. */
    public int index(DataRecord record, String column) {
        return name(record, column).map(this::index).orElse(UNKNOWN);
    }

    /**
     * Counts the identifiers that are not in the training data.
     *
     * @param encoded the index of each record's identifier
     * @param what the kind of identifier: user or item
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
