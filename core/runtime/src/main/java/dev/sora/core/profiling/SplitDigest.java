// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profiling;

import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Hashes of all values that nodes read of the records of a part.
 *
 * @param inOrder in the order of the records
 * @param inAnyOrder whatever that order is; those of several parts may be added
 */
public record SplitDigest(long inOrder, long inAnyOrder) {

    /** That of no records. */
    public static final SplitDigest NONE = new SplitDigest(0, 0);

    private static final int CHUNK = 1024;

    /**
     * Returns the hashes of records, which are read for it.
     *
     * @param used the columns that nodes read
     */
    public static SplitDigest of(Records records, Set<String> used) {
        List<String> columns = List.copyOf(used);
        List<DataRecord> chunk = new ArrayList<>(CHUNK);
        AtomicReference<SplitDigest> digest = new AtomicReference<>(NONE);
        records.forEach(
                record -> {
                    chunk.add(record);
                    if (chunk.size() == CHUNK) {
                        digest.set(digest.get().with(chunk, columns));
                        chunk.clear();
                    }
                });
        return digest.get().with(chunk, columns);
    }

    private SplitDigest with(List<DataRecord> records, List<String> columns) {
        return new ChunkStatistics(records, columns, List.of(), List.of(), true).digest(this);
    }
}
