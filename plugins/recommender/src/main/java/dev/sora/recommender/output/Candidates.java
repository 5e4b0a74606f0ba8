// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.data.Schema;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.recommender.identifier.Vocabulary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All items of the training data, each with its descriptive columns from the first record of the
 * item. The number of a candidate is the index of its item minus one.
 */
final class Candidates {

    private static final String KEY = "item_columns";

    private final Schema schema;
    private final List<DataRecord> records;
    private final Vocabulary items;

    private Candidates(Schema schema, List<List<Object>> rows) {
        this.schema = schema;
        List<DataRecord> list = new ArrayList<>(rows.size());
        for (List<Object> row : rows) {
            list.add(new DataRecord(schema, "catalogue", list.size() + 1, row.toArray()));
        }
        this.records = List.copyOf(list);
        this.items = new Vocabulary(rows.stream().map(row -> Vocabulary.name(row.get(0))).toList());
    }

    static Candidates of(Records data, String item, List<String> more) {
        List<String> names = new ArrayList<>(more);
        names.add(0, item);
        Map<String, List<Object>> rows = new LinkedHashMap<>();
        List<Schema> schemas = new ArrayList<>(1);
        data.forEach(
                record -> {
                    Optional<String> name = Vocabulary.name(record, item);
                    if (name.isPresent() && !rows.containsKey(name.get())) {
                        if (schemas.isEmpty()) {
                            schemas.add(schema(record.schema(), names));
                        }
                        List<Object> row = new ArrayList<>();
                        names.forEach(column -> row.add(record.find(column).orElse(null)));
                        rows.put(name.get(), Collections.unmodifiableList(row));
                    }
                });
        Schema schema =
                schemas.isEmpty() ? Schema.of(Column.of(item, ColumnType.TEXT)) : schemas.get(0);
        return new Candidates(schema, List.copyOf(rows.values()));
    }

    private static Schema schema(Schema all, List<String> names) {
        List<Column> columns = new ArrayList<>();
        for (String name : names) {
            Optional<Column> column = all.column(name);
            if (column.isEmpty() || !CandidateColumn.PLAIN.contains(column.get().type())) {
                throw new DataException(
                        Problem.of(
                                        "SORA-4607",
                                        "the column '%s' cannot describe an item".formatted(name))
                                .needs("a column of strings, integers, numbers or booleans")
                                .have(column.map(c -> c.type().name()).orElse("no such column"))
                                .fix(
                                        name.equals(names.get(0))
                                                ? "name another column in 'item'"
                                                : "remove it from 'item_columns'"));
            }
            columns.add(column.get());
        }
        return new Schema(columns);
    }

    static Candidates restore(State state, List<String> names) {
        List<State> saved = state.states(KEY);
        if (saved.size() != names.size()) {
            throw state.broken(KEY, names.size() + " states");
        }
        List<CandidateColumn> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(CandidateColumn.restore(names.get(i), saved.get(i)));
        }
        int count = columns.get(0).values().size();
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                if (columns.get(i).values().size() != count) {
                    throw saved.get(i).broken("values", count + " values");
                }
                values.add(columns.get(i).values().get(row));
            }
            if (values.get(0) == null) {
                throw saved.get(0).broken("missing", "no missing item");
            }
            rows.add(values);
        }
        Schema schema = new Schema(columns.stream().map(CandidateColumn::column).toList());
        Candidates candidates = new Candidates(schema, rows);
        if (rows.isEmpty() || Set.copyOf(candidates.items.names()).size() != rows.size()) {
            throw saved.get(0).broken("values", "different items");
        }
        return candidates;
    }

    /** Adds the candidates to a state. */
    void save(State.Builder state) {
        List<State> columns = new ArrayList<>();
        for (Column column : schema.columns()) {
            List<Object> values = new ArrayList<>();
            records.forEach(record -> values.add(record.find(column.name()).orElse(null)));
            columns.add(new CandidateColumn(column, values).state());
        }
        state.states(KEY, columns);
    }

    /** Returns the candidates as records. */
    List<DataRecord> records() {
        return records;
    }

    /** Returns the items; the index of an item is the number of its candidate plus one. */
    Vocabulary items() {
        return items;
    }

    /** Returns the columns that describe a candidate. */
    Set<String> columns() {
        return schema.columns().stream().map(Column::name).collect(Collectors.toSet());
    }

    /** Returns the item of a candidate in the type of the data. */
    Object item(int number) {
        return Objects.requireNonNull(
                records.get(number).find(schema.columns().get(0).name()).orElse(null));
    }
}
