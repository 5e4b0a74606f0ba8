// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.data.Schema;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.recommender.identifier.StateReader;
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
 * All items of the training data, each with the columns that describe it, as its first record has
 * them. A candidate's number is one less than the index of its item.
 */
final class Candidates {

    /** Types whose values are saved as they are. */
    private static final Set<ColumnType> PLAIN =
            Set.of(ColumnType.TEXT, ColumnType.INTEGER, ColumnType.NUMBER, ColumnType.TRUTH);

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
            if (column.isEmpty() || !PLAIN.contains(column.get().type())) {
                throw new DataException(
                        Problem.of(
                                        "SORA-4607",
                                        "the column '%s' cannot describe an item".formatted(name))
                                .needs("a column of texts, whole numbers, numbers or truths")
                                .have(column.map(c -> c.type().name()).orElse("no such column"))
                                .fix(
                                        name.equals(names.get(0))
                                                ? "name another column in 'item'"
                                                : "take it out of 'item_columns'"));
            }
            columns.add(column.get());
        }
        return new Schema(columns);
    }

    static Candidates restore(StateReader reader, List<String> names) {
        List<String> types = reader.texts("item_types");
        if (types.size() != names.size()) {
            throw reader.broken("item_types", names.size() + " types");
        }
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            String word = types.get(i);
            ColumnType type =
                    PLAIN.stream()
                            .filter(t -> t.name().equals(word))
                            .findFirst()
                            .orElseThrow(() -> reader.broken("item_types", "types of columns"));
            columns.add(Column.of(names.get(i), type));
        }
        List<List<Object>> rows = new ArrayList<>();
        for (List<?> row : reader.lists("items")) {
            if (row.size() != columns.size() || row.get(0) == null) {
                throw reader.broken("items", "lists of %d values".formatted(columns.size()));
            }
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                values.add(value(reader, columns.get(i).type(), row.get(i)));
            }
            rows.add(values);
        }
        Candidates candidates = new Candidates(new Schema(columns), rows);
        Set<String> different = Set.copyOf(new java.util.HashSet<>(candidates.items.names()));
        if (rows.isEmpty() || different.size() != rows.size()) {
            throw reader.broken("items", "different items");
        }
        return candidates;
    }

    private static Object value(StateReader reader, ColumnType type, Object saved) {
        if (saved == null) {
            return null;
        }
        Object value =
                switch (type) {
                    case TEXT -> saved instanceof String ? saved : null;
                    case TRUTH -> saved instanceof Boolean ? saved : null;
                    case INTEGER ->
                            saved instanceof Long || saved instanceof Integer
                                    ? (Object) ((Number) saved).longValue()
                                    : null;
                    default -> saved instanceof Number n ? (Object) n.doubleValue() : null;
                };
        if (value == null) {
            throw reader.broken("items", "values of their columns' types");
        }
        return value;
    }

    /** Adds what there is to save. */
    void save(Map<String, Object> state) {
        state.put(
                "item_types",
                schema.columns().stream().map(column -> column.type().name()).toList());
        List<List<Object>> rows = new ArrayList<>();
        for (DataRecord record : records) {
            List<Object> row = new ArrayList<>();
            schema.columns().forEach(column -> row.add(record.find(column.name()).orElse(null)));
            rows.add(row);
        }
        state.put("items", rows);
    }

    /** Returns the candidates as records. */
    List<DataRecord> records() {
        return records;
    }

    /** Returns the items; the index of one is its candidate's number plus one. */
    Vocabulary items() {
        return items;
    }

    /** Returns the columns that describe a candidate. */
    Set<String> columns() {
        return schema.columns().stream().map(Column::name).collect(Collectors.toSet());
    }

    /** Returns the item of a candidate as the data holds it. */
    Object item(int number) {
        return Objects.requireNonNull(
                records.get(number).find(schema.columns().get(0).name()).orElse(null));
    }
}
