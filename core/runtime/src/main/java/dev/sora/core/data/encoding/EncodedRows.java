// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import dev.sora.data.DataRecord;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * How many records are encoded together. Encoded records may be much larger than their values: all
 * sounds take the room of the longest. Safe for any thread.
 */
final class EncodedRows {

    /** The encoded bytes of records that are encoded together. */
    private static final long BYTES = 128L << 20;

    /** So few records fit in any case, as a value of a record has at most 64 MiB. */
    static final int FEW = 16;

    /** Records that are encoded to learn the size, if those before are broken. */
    private static final int TRIED = 4;

    private final Function<DataRecord, OptionalLong> bytes;
    private volatile int most;

    /**
     * Creates an instance.
     *
     * @param bytes encodes a record to learn its size; empty if the record is broken
     */
    EncodedRows(Function<DataRecord, OptionalLong> bytes) {
        this.bytes = bytes;
    }

    /**
     * Returns the greatest number of records that are encoded together.
     *
     * @param records the first ones; if there are more than a few, one of them is encoded to learn
     *     its size, once
     */
    int most(List<DataRecord> records) {
        if (most == 0 && records.size() > FEW) {
            OptionalLong one = OptionalLong.empty();
            for (int i = 0; i < TRIED && one.isEmpty(); i++) {
                one = bytes.apply(records.get(i));
            }
            if (one.isPresent()) {
                most = (int) Math.max(1, BYTES / Math.max(1, one.getAsLong()));
            }
        }
        return most == 0 ? FEW : most;
    }
}
