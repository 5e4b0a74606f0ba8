// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profiling;

import dev.sora.core.profile.Hashes;
import dev.sora.core.profile.RecordSize;
import dev.sora.data.DataRecord;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * A uniform sample of records that stay in memory, bounded in number and size: those whose places
 * have the smallest hashes (bottom-k sampling, E. Cohen and H. Kaplan, 2007), so that it does not
 * depend on the order of the records, nor on how many follow. Only records that are larger than the
 * bound by themselves are left out.
 */
final class HeldRecords {

    private static final int MOST = 1024;
    private static final long MOST_BYTES = 16 << 20;

    private final TreeMap<Long, Held> records = new TreeMap<>();

    /** Records with this hash, or a greater one, do not belong to the sample. */
    private long limit = Long.MAX_VALUE;

    private long bytes;

    private record Held(long place, DataRecord record, long bytes) {}

    /**
     * Adds a record if it belongs to the sample.
     *
     * @param place counts all records from 0
     */
    void offer(long place, DataRecord record) {
        long hash = Hashes.mix(place + 1);
        if (hash >= limit) {
            return;
        }
        // measured before it is held: one picture may have more bytes than all others
        long size = RecordSize.measured(record);
        if (size > MOST_BYTES) {
            return;
        }
        records.put(hash, new Held(place, record, size));
        bytes += size;
        while (records.size() > MOST || bytes > MOST_BYTES) {
            limit = records.lastKey();
            bytes -= records.remove(limit).bytes();
        }
    }

    /** Returns the sample, in the order of the records. */
    List<DataRecord> records() {
        return records.values().stream()
                .sorted(Comparator.comparingLong(Held::place))
                .map(Held::record)
                .toList();
    }
}
