// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import dev.sora.data.Column;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import java.util.List;
import java.util.Map;

/**
 * Estimates the memory of records. It measures the first records and a sample of later ones,
 * because records of one source are similar.
 */
public final class RecordSize {

    private static final long OBJECT = 24;
    private static final long RECORD = 96;
    private static final int FIRST = 256;
    private static final int STEP = 16;

    private long seen;
    private long last = RECORD;

    /** Returns the approximate size of the next record in bytes. */
    public long of(DataRecord record) {
        if (seen++ < FIRST || seen % STEP == 0) {
            last = measured(record);
        }
        return last;
    }

    /** Returns the approximate size of a record in bytes. */
    public static long measured(DataRecord record) {
        long size = RECORD;
        for (Column column : record.schema().columns()) {
            size += Long.BYTES + of(record.find(column.name()).orElse(null));
        }
        return size;
    }

    private static long of(Object value) {
        if (value == null) {
            return 0;
        }
        if (value instanceof String text) {
            // one byte a character if all are Latin-1, two otherwise
            return 2 * OBJECT + text.length() * 3L / 2;
        }
        if (value instanceof ImageValue image) {
            return 2 * OBJECT + image.samples().length + image.deep().length * (long) Short.BYTES;
        }
        if (value instanceof float[] numbers) {
            return OBJECT + numbers.length * (long) Float.BYTES;
        }
        if (value instanceof long[] numbers) {
            return OBJECT + numbers.length * (long) Long.BYTES;
        }
        if (value instanceof List<?> list) {
            return OBJECT + list.stream().mapToLong(item -> Long.BYTES + of(item)).sum();
        }
        if (value instanceof Map<?, ?> map) {
            return OBJECT
                    + map.entrySet().stream()
                            .mapToLong(
                                    entry -> 2 * OBJECT + of(entry.getKey()) + of(entry.getValue()))
                            .sum();
        }
        return OBJECT;
    }
}
