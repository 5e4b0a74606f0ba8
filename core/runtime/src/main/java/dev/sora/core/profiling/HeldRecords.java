// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profiling;

import dev.sora.core.profile.Hashes;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A sample of records that stay in memory, bounded in number and size. It is uniform if the number
 * of records is known; otherwise it consists of the first ones.
 */
final class HeldRecords {

    private static final int MOST = 1024;
    private static final long MOST_BYTES = 16 << 20;
    private static final int BYTES_OF_VALUE = 32;

    private final OptionalLong size;
    private final List<DataRecord> records = new ArrayList<>();
    private long bytes;

    HeldRecords(OptionalLong size) {
        this.size = size;
    }

    /** Adds a record if it belongs to the sample. */
    void offer(long place, DataRecord record) {
        boolean chosen =
                size.isEmpty()
                        || size.getAsLong() <= MOST
                        || Long.remainderUnsigned(Hashes.mix(place), size.getAsLong()) < MOST;
        if (!chosen || records.size() == MOST || bytes >= MOST_BYTES) {
            return;
        }
        records.add(record);
        for (int i = 0; i < record.schema().columns().size(); i++) {
            bytes += record.find(i).map(HeldRecords::bytes).orElse(0L);
        }
    }

    private static long bytes(Object value) {
        if (value instanceof ImageValue image) {
            return image.samples().length + (long) Short.BYTES * image.deep().length;
        }
        if (value instanceof String text) {
            return BYTES_OF_VALUE + text.length();
        }
        if (value instanceof float[] vector) {
            return (long) Float.BYTES * vector.length;
        }
        if (value instanceof long[] items) {
            return (long) Long.BYTES * items.length;
        }
        return value instanceof List<?> list ? (long) BYTES_OF_VALUE * list.size() : BYTES_OF_VALUE;
    }

    List<DataRecord> records() {
        return List.copyOf(records);
    }
}
