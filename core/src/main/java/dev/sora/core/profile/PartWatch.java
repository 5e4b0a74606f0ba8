// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import dev.sora.data.Column;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Notes what the records of a part hold while they are encoded, at little cost: all of them are
 * counted, by class too, and compared with each other; the columns are looked at in the first
 * records, and in some of the others. One thread uses it.
 */
public final class PartWatch {

    /** So many records are looked at column by column; of those that follow, one in so many. */
    private static final int FIRST = 10_000;

    private static final int STEP = 64;
    private static final int HELD = 4096;
    private static final int MOST_RECORDS = 1 << 17;
    private static final int MOST_CLASSES = 4096;
    private static final int SHOWN_CLASSES = 1000;
    private static final int LOW_BITS = 20;
    private static final long LOW = (1L << LOW_BITS) - 1;

    private final List<String> used;
    private final List<String> targets;
    private final List<ColumnSummary> columns = new ArrayList<>();
    private final Map<String, FrequentValues> classes = new LinkedHashMap<>();
    private final HashSample records = new HashSample(MOST_RECORDS);
    private RowSample rows;
    private Schema schema;
    private Schema last;
    private int[] positions = {};
    private long count;

    /**
     * Creates the watch of a part.
     *
     * @param used the columns that nodes read
     * @param targets those of them that outputs read
     */
    public PartWatch(Set<String> used, Set<String> targets) {
        this.used = List.copyOf(used);
        this.targets = List.copyOf(targets);
        targets.forEach(name -> classes.put(name, new FrequentValues(MOST_CLASSES)));
    }

    /** Notes the next record. */
    public void add(DataRecord record) {
        if (schema == null) {
            begin(record.schema());
        }
        if (record.schema() != last) {
            last = record.schema();
            positions = columns.stream().mapToInt(column -> last.position(column.name())).toArray();
        }
        count(record);
        if (count < FIRST || count % STEP == 0) {
            look(record);
        }
        count++;
        for (Map.Entry<String, FrequentValues> target : classes.entrySet()) {
            record.find(target.getKey())
                    .filter(
                            value ->
                                    value instanceof String
                                            || value instanceof Number
                                            || value instanceof Boolean)
                    .ifPresent(target.getValue()::add);
        }
    }

    /** Compares a record with all others; of very many only with some, by a hash of little cost. */
    private void count(DataRecord record) {
        long cheap = 0;
        for (int position : positions) {
            Object value = value(record, position);
            cheap = Hashes.join(cheap, value == null ? 0 : Hashes.cheap(value));
        }
        if (records.admits(cheap)) {
            long whole = 0;
            for (int position : positions) {
                Object value = value(record, position);
                whole = Hashes.join(whole, value == null ? Hashes.MISSING : Hashes.of(value));
            }
            records.add(whole << LOW_BITS | cheap & LOW);
        }
    }

    private static Object value(DataRecord record, int position) {
        return position < 0 ? null : record.find(position).orElse(null);
    }

    private void look(DataRecord record) {
        long[] row = new long[columns.size()];
        for (int i = 0; i < row.length; i++) {
            Object value = value(record, positions[i]);
            row[i] = columns.get(i).add(value, record.origin());
        }
        rows.add(record, schema, row);
    }

    private void begin(Schema of) {
        List<Column> known = new ArrayList<>();
        for (String name : used) {
            of.column(name).ifPresent(known::add);
        }
        schema = new Schema(known);
        known.forEach(column -> columns.add(new ColumnSummary(column, HELD)));
        rows = new RowSample(columns.size());
    }

    /** Returns what was noted. */
    public PartSummary finish() {
        List<ColumnProfile> profiles = columns.stream().map(ColumnSummary::profile).toList();
        boolean[] telling = new boolean[profiles.size()];
        for (int i = 0; i < telling.length; i++) {
            telling[i] = profiles.get(i).distinct() > 1;
        }
        Map<String, List<ValueCount>> counts = new LinkedHashMap<>();
        classes.forEach(
                (name, values) -> {
                    if (values.isComplete()) {
                        counts.put(name, values.top(SHOWN_CLASSES));
                    }
                });
        return new PartSummary(
                count,
                profiles.isEmpty() ? 0 : profiles.get(0).records(),
                profiles,
                targets,
                counts,
                records.repeated(),
                records.isExact(),
                new Relations(
                        profiles.stream().map(ColumnProfile::name).toList(),
                        columns.stream().mapToLong(ColumnSummary::order).toArray(),
                        telling,
                        rows == null ? new RowSample(0) : rows),
                new RecordHashes(records));
    }
}
