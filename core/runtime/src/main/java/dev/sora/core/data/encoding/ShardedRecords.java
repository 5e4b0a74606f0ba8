// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import dev.sora.data.DataRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Deals out the records of a split to shards by their number, and watches all of them. */
final class ShardedRecords {

    private static final int RECORDS = 2048;

    private final int shards;
    private final Function<List<DataRecord>, Runnable> watch;
    private List<DataRecord> seen = new ArrayList<>();
    private int records;

    /**
     * Creates an instance for a pass over the records.
     *
     * @param watch receives all records, also those of shards that are not encoded
     */
    ShardedRecords(int shards, Function<List<DataRecord>, Runnable> watch) {
        this.shards = shards;
        this.watch = watch;
    }

    /** Returns the shard of the next record. */
    int next(DataRecord record) {
        int shard = records % shards;
        records = Math.incrementExact(records);
        seen.add(record);
        if (seen.size() == RECORDS) {
            look();
        }
        return shard;
    }

    private void look() {
        if (!seen.isEmpty()) {
            watch.apply(seen).run();
            seen = new ArrayList<>();
        }
    }

    /** Returns the number of records, after the last one. */
    int finish() {
        look();
        return records;
    }
}
