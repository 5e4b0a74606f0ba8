// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import dev.sora.core.data.split.Split;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.data.Schema;
import dev.sora.problem.RecordException;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The records of one split, without those that are left out. If a consumer throws a {@link
 * RecordException} for a record, the record is left out from then on, if the manifest allows it.
 */
public final class SplitRecords implements Records {

    private final RecordStore store;
    private final Split part;
    private final AtomicLong rejected = new AtomicLong();

    SplitRecords(RecordStore store, Split part) {
        this.store = store;
        this.part = part;
    }

    public RecordStore store() {
        return store;
    }

    public Split part() {
        return part;
    }

    /** Returns the columns of the source. */
    public Schema schema() {
        return store.schema();
    }

    /** Returns how many records were left out by who went through them. */
    public long rejected() {
        return rejected.get();
    }

    /**
     * Counts the records, by reading them if necessary.
     *
     * @throws dev.sora.problem.DataException if there are none
     */
    public long count() {
        AtomicLong count = new AtomicLong(store.size(part));
        if (count.get() < 0) {
            count.set(0);
            forEach(record -> count.incrementAndGet());
        }
        if (count.get() == 0) {
            throw store.skips().allBroken(part);
        }
        return count.get();
    }

    /** Frees the records, which are not needed again. */
    public void forget() {
        store.forget(part);
    }

    @Override
    public OptionalLong size() {
        long size = store.size(part);
        return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
    }

    @Override
    public void forEach(Consumer<DataRecord> action) {
        store.forEach(
                part,
                (position, record) -> {
                    act(position, record, action);
                    return true;
                });
    }

    /** Passes a record on, and leaves it out if that fails. */
    void act(long position, DataRecord record, Consumer<DataRecord> action) {
        try {
            action.accept(record);
        } catch (RecordException e) {
            if (store.skips().add(position, part, e)) {
                rejected.incrementAndGet();
            }
        }
    }
}
