// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import dev.sora.core.data.split.Split;
import dev.sora.core.data.split.Splitter;
import dev.sora.core.profile.RecordSize;
import dev.sora.data.DataRecord;
import dev.sora.problem.RecordException;
import java.util.ArrayList;
import java.util.List;

/** The first pass over a source: it divides records, and keeps them in memory while they fit. */
final class FirstPass {

    private final Splitter splitter;
    private final Split whole;
    private final MemoryBound memory;
    private final SkippedRecords skips;
    private final RecordSize size = new RecordSize();
    private List<DataRecord> held = new ArrayList<>();
    private long bytes;
    private long positions;

    FirstPass(Splitter splitter, Split whole, MemoryBound memory, SkippedRecords skips) {
        this.splitter = splitter;
        this.whole = whole;
        this.memory = memory;
        this.skips = skips;
    }

    boolean accept(long position, DataRecord record) {
        positions = position + 1;
        try {
            splitter.accept(record);
        } catch (RecordException e) {
            skips.add(position, whole, e);
            hold(null);
            return true;
        }
        return hold(record) || splitter.isNeeded();
    }

    void broken(long position, RecordException thrown) {
        positions = position + 1;
        skips.add(position, whole, thrown);
        splitter.leaveOut();
        hold(null);
    }

    /** Keeps a record in memory if it and all before it fit; returns whether it is kept. */
    private boolean hold(DataRecord record) {
        if (held == null) {
            return false;
        }
        long more = record == null ? 0 : size.of(record);
        if (!memory.take(more)) {
            memory.giveBack(bytes);
            held = null;
            bytes = 0;
            return false;
        }
        held.add(record);
        bytes += more;
        return true;
    }

    SkippedRecords skips() {
        return skips;
    }

    Splitter splitter() {
        return splitter;
    }

    /** Returns the number of records so far; broken records count. */
    long positions() {
        return positions;
    }

    /** Returns the records, with {@code null} for those left out; null if they do not fit. */
    List<DataRecord> held() {
        return held;
    }
}
