// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profiling;

import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.HashSample;
import dev.sora.core.profile.Hashes;
import dev.sora.core.profile.RecordHashes;
import dev.sora.core.profile.Relations;
import dev.sora.core.profile.RowSample;
import dev.sora.core.profile.SplitSummary;
import dev.sora.core.profile.ValueCount;
import dev.sora.data.Column;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Collects the statistics of a split while it is encoded, at little cost. All records are counted,
 * also by class, and compared with each other. The columns are examined in a sample, which is
 * uniform if the number of records is known.
 */
public final class SplitStatistics {

    /**
     * The approximate number of records whose columns are examined; all records of a smaller split.
     */
    private static final int LOOKED_AT = 10_000;

    /**
     * If the number of records is unknown, the first records are examined, and then one of this
     * number.
     */
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
    private final List<FrequentValues> counted = new ArrayList<>();
    private final OptionalLong size;
    private final boolean digested;
    private final HashSample hashes;
    private final HeldRecords held = new HeldRecords();
    private RowSample rows;
    private Schema schema;
    private Schema last;
    private int[] positions = {};
    private long count;
    private SplitDigest digest = SplitDigest.NONE;

    /**
     * Creates the statistics of a split.
     *
     * @param used the columns that nodes read
     * @param targets those of them that outputs read
     * @param size the number of records, if known
     */
    public SplitStatistics(Set<String> used, Set<String> targets, OptionalLong size) {
        this(used, targets, size, false);
    }

    /**
     * Creates the statistics of a split.
     *
     * @param used the columns that nodes read
     * @param targets those of them that outputs read
     * @param size the number of records, if known
     * @param digested whether {@link #digest} is needed, which hashes all values of all records
     */
    public SplitStatistics(
            Set<String> used, Set<String> targets, OptionalLong size, boolean digested) {
        this.digested = digested;
        this.used = List.copyOf(used);
        this.targets = List.copyOf(targets);
        this.size = size;
        hashes = HashSample.ofRepeated(MOST_RECORDS, size.orElse(0));
        targets.forEach(name -> counted.add(new FrequentValues(MOST_CLASSES)));
    }

    /**
     * Examines records of the split while they are in the processor's cache; safe for any thread.
     *
     * @return adds the result, to be run by one thread in the order of the records
     */
    public Runnable look(List<DataRecord> records) {
        ChunkStatistics glance = new ChunkStatistics(records, used, targets, counted, digested);
        return () -> note(records, glance);
    }

    private void note(List<DataRecord> records, ChunkStatistics glance) {
        if (schema == null) {
            begin(records.get(0).schema());
        }
        digest = glance.digest(digest);
        for (int i = 0; i < records.size(); i++, count++) {
            if (hashes.admits(glance.hash(i))) {
                hashes.add(whole(records.get(i)) << LOW_BITS | glance.hash(i) & LOW);
            } else {
                hashes.pass();
            }
            held.offer(count, records.get(i));
            if (isLookedAt()) {
                look(records.get(i));
            }
        }
        for (int i = 0; i < counted.size(); i++) {
            glance.counts(i, counted.get(i));
        }
    }

    /** Returns hashes of all values that nodes read; those of no records if not wanted. */
    public SplitDigest digest() {
        return digest;
    }

    /** Returns a sample of the records, in order. */
    public List<DataRecord> sample() {
        return held.records();
    }

    private boolean isLookedAt() {
        if (size.isEmpty()) {
            return count < LOOKED_AT || count % STEP == 0;
        }
        // a hash of the position, so that periodic records are examined evenly
        return size.getAsLong() <= LOOKED_AT
                || Long.remainderUnsigned(Hashes.mix(count), size.getAsLong()) < LOOKED_AT;
    }

    /**
     * Returns the hash of all values; the cheap hash only selects the records that are compared.
     */
    private long whole(DataRecord record) {
        int[] positions = positions(record);
        long whole = 0;
        for (int position : positions) {
            Object value = value(record, position);
            whole = Hashes.join(whole, value == null ? Hashes.MISSING : Hashes.of(value));
        }
        return whole;
    }

    private int[] positions(DataRecord record) {
        if (record.schema() != last) {
            last = record.schema();
            positions = columns.stream().mapToInt(column -> last.position(column.name())).toArray();
        }
        return positions;
    }

    static Object value(DataRecord record, int position) {
        return position < 0 ? null : record.find(position).orElse(null);
    }

    private void look(DataRecord record) {
        int[] positions = positions(record);
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

    /** Returns the summary. */
    public SplitSummary finish() {
        List<ColumnProfile> profiles = columns.stream().map(ColumnSummary::profile).toList();
        boolean[] telling = new boolean[profiles.size()];
        for (int i = 0; i < telling.length; i++) {
            telling[i] = profiles.get(i).distinct() > 1;
        }
        Map<String, List<ValueCount>> counts = new LinkedHashMap<>();
        for (int i = 0; i < targets.size(); i++) {
            if (counted.get(i).isComplete()) {
                counts.put(targets.get(i), counted.get(i).top(SHOWN_CLASSES));
            }
        }
        return new SplitSummary(
                count,
                profiles.isEmpty() ? 0 : profiles.get(0).records(),
                profiles,
                targets,
                counts,
                hashes.repeated(),
                hashes.isExact(),
                new Relations(
                        profiles.stream().map(ColumnProfile::name).toList(),
                        columns.stream().mapToLong(ColumnSummary::order).toArray(),
                        telling,
                        rows == null ? new RowSample(0) : rows),
                new RecordHashes(hashes));
    }
}
