// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import dev.sora.core.derivation.ColumnNames;
import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.Node;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.ColumnValues;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.data.TextForm;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Creates records from values in memory, by the rules for lines of JSON: values are converted to
 * types that inputs read, names and strings to their normal form. Safe for any thread.
 */
public final class MemoryRecords {

    /** The origin of such records. */
    public static final String ORIGIN = "memory";

    private final Map<String, Set<ColumnType>> accepted = new LinkedHashMap<>();
    private final List<Column> columns = new ArrayList<>();
    private final Map<String, Column> optional = new LinkedHashMap<>();
    private final Schema schema;
    private final TextForm unicode;

    /** Creates records for some inputs. */
    public MemoryRecords(Collection<Node.Input> inputs, TextForm unicode) {
        for (Node.Input input : inputs) {
            InputColumns.of(input.planned()).forEach(accepted::putIfAbsent);
        }
        for (Node.Input input : inputs) {
            for (Column column : input.particle().optionalColumns()) {
                if (!accepted.containsKey(column.name())) {
                    optional.putIfAbsent(column.name(), column);
                }
            }
        }
        accepted.forEach((name, types) -> columns.add(new Column(name, InputColumns.first(types))));
        this.schema = new Schema(columns);
        this.unicode = unicode;
    }

    /**
     * Returns the record of a map.
     *
     * @param number its number, counted from 1
     * @param keep columns whose values are kept unchanged
     * @throws RecordException if a value cannot be converted to the column's type, or if the record
     *     is null or names a column twice or not at all
     */
    public DataRecord of(Map<String, ?> values, long number, List<String> keep) {
        DataRecord record = keep.isEmpty() && values != null ? plain(values, number) : null;
        return unicode.of(record != null ? record : any(values, number, keep));
    }

    /**
     * Returns the record of a map that has all columns under their exact names, which is the common
     * case.
     */
    private DataRecord plain(Map<String, ?> values, long number) {
        if (optional.keySet().stream().anyMatch(values::containsKey)) {
            return null;
        }
        Object[] row = new Object[columns.size()];
        for (int i = 0; i < row.length; i++) {
            Column column = columns.get(i);
            Object value = values.get(column.name());
            if (value == null && !values.containsKey(column.name()) || value instanceof Map) {
                return null;
            }
            row[i] = value(column, value, number);
        }
        return new DataRecord(schema, ORIGIN, number, row);
    }

    private DataRecord any(Map<String, ?> values, long number, List<String> keep) {
        Map<String, Object> flat = flat(values, where(number));
        List<Column> all = new ArrayList<>(columns);
        for (String name : flat.keySet()) {
            if (!accepted.containsKey(name)) {
                all.add(optional.getOrDefault(name, new Column(name, ColumnType.TEXT)));
            }
        }
        Object[] row = new Object[all.size()];
        BitSet absent = new BitSet();
        for (int i = 0; i < row.length; i++) {
            Column column = all.get(i);
            Object value = flat.get(column.name());
            absent.set(i, !flat.containsKey(column.name()));
            if (i < columns.size() || optional.containsKey(column.name())) {
                row[i] = value(column, value, number);
            } else if (keep.contains(column.name())) {
                row[i] = value;
            }
        }
        DataRecord record = new DataRecord(new Schema(all), ORIGIN, number, row);
        return absent.isEmpty() ? record : record.without(absent);
    }

    /**
     * Returns the values of a record by the names of its columns: of a map within it, those of
     * columns {@code a.b}. Names are in their normal form.
     *
     * @param where the record, for messages
     * @throws RecordException if the record is null, or names a column twice or not at all
     */
    public static Map<String, Object> flat(Map<?, ?> values, String where) {
        if (values == null) {
            throw new RecordException(
                    Problem.of("SORA-4234", "the record is null")
                            .where(where)
                            .needs("a map of values by column")
                            .fix("leave it out, or give it columns"));
        }
        Map<String, Object> flat = new LinkedHashMap<>();
        flatten("", values, where, flat);
        return flat;
    }

    private static void flatten(
            String prefix, Map<?, ?> values, String where, Map<String, Object> flat) {
        values.forEach(
                (key, value) -> {
                    if (key == null) {
                        throw new RecordException(
                                Problem.of("SORA-4234", "a column of the record has no name")
                                        .where(where)
                                        .needs("a string as the key of each value")
                                        .have("null")
                                        .fix("name the column, or take it out"));
                    }
                    String name = TextForm.nameOf(prefix + key);
                    if (value instanceof Map<?, ?> inner) {
                        flatten(name + ".", inner, where, flat);
                    } else if (flat.containsKey(name)) {
                        throw new RecordException(
                                Problem.of("SORA-4232", "a record names '%s' twice".formatted(name))
                                        .where(where)
                                        .needs("one value for each column")
                                        .fix("take one out"));
                    } else {
                        flat.put(name, value);
                    }
                });
    }

    private static String where(long number) {
        return ORIGIN + ", record " + number;
    }

    private Object value(Column column, Object value, long number) {
        ColumnType type = column.type();
        if (type == ColumnType.TEXT && isList(value)) {
            // a list of labels or words is not one string, as in a file that holds lists
            type = value instanceof long[] ? ColumnType.IDENTIFIERS : ColumnType.TEXTS;
        }
        Object fitting = ColumnValues.of(type, value, ColumnValues.SEPARATOR);
        if (fitting == ColumnValues.NONE) {
            throw broken(column, value, where(number));
        }
        return fitting;
    }

    private static boolean isList(Object value) {
        return value instanceof List
                || value instanceof Object[]
                || value instanceof long[]
                || value instanceof int[];
    }

    /**
     * Returns a record with values converted to types that the inputs read.
     *
     * @param names those of the records of a call, which usually have one schema
     * @throws RecordException if a value cannot be converted to the column's type
     */
    public DataRecord of(DataRecord given, ColumnNames names) {
        DataRecord record = names.of(given);
        return unicode.of(fits(record) ? record : converted(record));
    }

    /** Loops, because this is done for every value of millions of records. */
    private boolean fits(DataRecord record) {
        for (Map.Entry<String, Set<ColumnType>> column : accepted.entrySet()) {
            if (!fits(record.find(column.getKey()).orElse(null), column.getValue())) {
                return false;
            }
        }
        return true;
    }

    private DataRecord converted(DataRecord record) {
        List<Column> all = new ArrayList<>();
        List<Object> row = new ArrayList<>();
        BitSet absent = new BitSet();
        for (Column column : record.schema().columns()) {
            Object value = record.find(column.name()).orElse(null);
            Set<ColumnType> types = accepted.get(column.name());
            absent.set(all.size(), !record.has(column.name()));
            if (types == null || fits(value, types)) {
                all.add(column);
                row.add(value);
                continue;
            }
            Column wanted = new Column(column.name(), InputColumns.first(types));
            Object fitting = ColumnValues.of(wanted.type(), value, ColumnValues.SEPARATOR);
            if (fitting == ColumnValues.NONE) {
                throw broken(wanted, value, record.where());
            }
            all.add(wanted);
            row.add(fitting);
        }
        DataRecord converted = record.with(new Schema(all), row.toArray());
        return absent.isEmpty() ? converted : converted.without(absent);
    }

    private static boolean fits(Object value, Set<ColumnType> types) {
        if (value == null || types.isEmpty()) {
            return true;
        }
        for (ColumnType type : types) {
            if (ColumnValues.isOf(type, value)) {
                return true;
            }
        }
        return false;
    }

    private static RecordException broken(Column column, Object value, String where) {
        String type = column.type().name().toLowerCase(Locale.ROOT);
        return new RecordException(
                Problem.of(
                                "SORA-4211",
                                "column '%s' does not hold %s".formatted(column.name(), type))
                        .where(where)
                        .needs(ValueWords.accepted(column.type()))
                        .have(ValueWords.shown(value))
                        .fix("give a value of that type, or null if it is missing"));
    }
}
