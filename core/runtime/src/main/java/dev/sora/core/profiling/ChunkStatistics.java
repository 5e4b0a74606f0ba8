// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profiling;

import dev.sora.core.profile.Hashes;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statistics of a chunk of records: a hash of each record, and the counts of target values. */
final class ChunkStatistics {

    private final List<String> used;
    private final List<String> targets;
    private final List<FrequentValues> counted;
    private final List<Map<Object, int[]>> counts = new ArrayList<>();
    private final long[] hashes;
    private final long[] wholes;
    private Schema schema;
    private int[] positions = {};
    private int[] targetPositions = {};
    private int size;

    /**
     * Examines records.
     *
     * @param used the columns that identify a record
     * @param targets the columns whose values are counted
     * @param counted the counts of the split for these columns
     * @param digested whether all values are hashed
     */
    ChunkStatistics(
            List<DataRecord> records,
            List<String> used,
            List<String> targets,
            List<FrequentValues> counted,
            boolean digested) {
        this.used = used;
        this.targets = targets;
        this.counted = counted;
        hashes = new long[records.size()];
        wholes = new long[digested ? records.size() : 0];
        targets.forEach(target -> counts.add(new LinkedHashMap<>()));
        records.forEach(this::add);
    }

    private void add(DataRecord record) {
        if (record.schema() != schema) {
            schema = record.schema();
            positions = used.stream().mapToInt(schema::position).toArray();
            targetPositions = targets.stream().mapToInt(schema::position).toArray();
        }
        long hash = 0;
        for (int position : positions) {
            Object value = SplitStatistics.value(record, position);
            hash = Hashes.join(hash, value == null ? 0 : Hashes.cheap(value));
        }
        if (wholes.length > 0) {
            wholes[size] = whole(record);
        }
        hashes[size++] = hash;
        for (int i = 0; i < targetPositions.length; i++) {
            count(i, SplitStatistics.value(record, targetPositions[i]));
        }
    }

    private long whole(DataRecord record) {
        long whole = 0;
        for (int position : positions) {
            Object value = SplitStatistics.value(record, position);
            whole = Hashes.join(whole, value == null ? Hashes.MISSING : Hashes.of(value));
        }
        return whole;
    }

    /** Joins the hashes of all values, if they were wanted, to one of the records before. */
    SplitDigest digest(SplitDigest before) {
        long inOrder = before.inOrder();
        long inAnyOrder = before.inAnyOrder();
        for (long whole : wholes) {
            inOrder = Hashes.join(inOrder, whole);
            inAnyOrder += whole;
        }
        return new SplitDigest(inOrder, inAnyOrder);
    }

    private void count(int target, Object value) {
        if (counted.get(target).counts(value)) {
            counts.get(target).computeIfAbsent(value, v -> new int[1])[0]++;
        }
    }

    /** Returns a cheap hash of a record. */
    long hash(int record) {
        return hashes[record];
    }

    /** Adds the values of a target, with their counts, to those of the split. */
    void counts(int target, FrequentValues to) {
        counts.get(target).forEach((value, times) -> to.add(value, times[0]));
    }
}
