// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.data.split.Split;
import dev.sora.core.data.split.SplitAssignment;
import dev.sora.core.data.split.Splitter;
import dev.sora.core.plan.SourcePlan;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.data.TextForm;
import dev.sora.problem.RecordException;
import dev.sora.source.PassedOver;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The records of one source, divided into splits. They are held in memory up to a limit; above it,
 * every pass reads the source again. Records have positions, counted from 0 in the order of the
 * source; broken records count.
 */
public final class RecordStore {

    private final SourceReader.OpenSource source;
    private final Schema schema;
    private final SkippedRecords skips;
    private final SplitAssignment parts;
    private final List<Path> files;
    private final FileStamps stamps;
    private final String place;
    private final Split whole;
    private List<DataRecord> held;
    private List<PassedOver> passedOver;
    private long counted;

    private RecordStore(
            String place,
            Split whole,
            SourceReader.OpenSource source,
            Schema schema,
            SkippedRecords skips,
            SplitAssignment parts,
            List<Path> files,
            FileStamps stamps,
            List<DataRecord> held,
            List<PassedOver> passedOver,
            long counted) {
        this.place = place;
        this.whole = whole;
        this.source = source;
        this.schema = schema;
        this.skips = skips;
        this.parts = parts;
        this.files = files;
        this.stamps = stamps;
        this.held = held;
        this.passedOver = passedOver;
        this.counted = counted;
    }

    /**
     * Reads a source, to its end if it is divided or fits into memory.
     *
     * @param unicode the normal form for texts
     * @param splitter divides the records; if it has nothing to divide, all records belong to one
     *     split
     * @param whole the split of all records if they are not divided
     * @param check checks the columns before any record is read
     * @throws dev.sora.problem.DataException if there are no records, or they are broken
     */
    static RecordStore read(
            SourcePlan source,
            TextForm unicode,
            Splitter splitter,
            Split whole,
            MemoryBound memory,
            Consumer<Schema> check) {
        SkippedRecords skips = new SkippedRecords(source.errors());
        FirstPass reading = new FirstPass(splitter, whole, memory, skips);
        SourceReader.OpenSource open = SourceReader.open(source.planned(), unicode);
        try {
            Schema schema = open.schema();
            check.accept(schema);
            return read(open, schema, reading, source, whole);
        } catch (RuntimeException | Error e) {
            open.close();
            throw e;
        }
    }

    private static RecordStore read(
            SourceReader.OpenSource open,
            Schema schema,
            FirstPass reading,
            SourcePlan source,
            Split whole) {
        FileStamps stamps = new FileStamps(open.files());
        open.forEach(reading::accept, reading::broken);
        List<Path> files = open.files();
        SkippedRecords skips = reading.skips();
        Splitter splitter = reading.splitter();
        if (reading.positions() == 0) {
            throw SourceReader.noRecords(source.planned(), files);
        }
        boolean all = reading.held() != null || splitter.isNeeded();
        if (all && skips.count() == reading.positions()) {
            throw skips.allBroken(whole);
        }
        List<PassedOver> passedOver = open.passedOver();
        SplitAssignment parts =
                splitter.isNeeded() ? splitter.finish() : new SplitAssignment(null, whole);
        if (reading.held() != null) {
            stamps.close(open::close);
        }
        return new RecordStore(
                source.planned().path(),
                whole,
                open,
                schema,
                skips,
                parts,
                files,
                stamps,
                reading.held(),
                passedOver,
                all ? reading.positions() : -1);
    }

    /** Returns whether every pass reads the source again. */
    public boolean isStreamed() {
        return held == null;
    }

    /** Returns the columns of the records. */
    Schema schema() {
        return schema;
    }

    /** Returns the files that the records come from. */
    public List<Path> files() {
        return files;
    }

    /** Returns those of the files that were there as files when the source was opened. */
    Set<Path> filesFound() {
        return stamps.found();
    }

    /** Returns what is left out. */
    public SkippedRecords skips() {
        return skips;
    }

    /** Reports to a listener, on the thread of the run, what was not read and what was left out. */
    void tell(RunListener listener) {
        if (held == null) {
            // later passes may have found more
            passedOver = source.passedOver();
        }
        if (!passedOver.isEmpty()) {
            listener.on(new RunEvent.FilesPassedOver(whole.word(), passedOver));
        }
        skips.tell(listener);
    }

    /** Returns the number of records of a split, without those left out so far; -1 if unknown. */
    long size(Split part) {
        if (counted < 0) {
            return -1;
        }
        if (skips.count() == 0) {
            return parts.count(part, counted);
        }
        long size = 0;
        for (long i = 0; i < counted; i++) {
            size += parts.has(part, i) && !skips.contains(i) ? 1 : 0;
        }
        return size;
    }

    /** Returns the records of a split. */
    public SplitRecords part(Split part) {
        return new SplitRecords(this, part);
    }

    /** Visits the records of a split that are not left out. */
    public void forEach(Split part, SourceReader.Visitor visitor) {
        if (held != null) {
            for (int i = 0; i < held.size(); i++) {
                if (parts.has(part, i) && !skips.contains(i) && !visitor.accept(i, held.get(i))) {
                    return;
                }
            }
            return;
        }
        again(Map.of(part, visitor));
    }

    /** Visits the records of several splits, in one pass if the source is read again. */
    public void forEach(Map<Split, SourceReader.Visitor> visitors) {
        if (held != null) {
            visitors.forEach(this::forEach);
        } else {
            again(visitors);
        }
    }

    private void again(Map<Split, SourceReader.Visitor> visitors) {
        stamps.check();
        Pass pass = new Pass(visitors);
        source.forEach(pass::accept, pass::broken);
        stamps.check();
        pass.end();
    }

    /** A further pass over a source that has been read before. */
    private final class Pass {

        private final Split[] visited;
        private final SourceReader.Visitor[] visitors;
        private long positions;
        private boolean whole = true;

        Pass(Map<Split, SourceReader.Visitor> visitors) {
            this.visited = visitors.keySet().toArray(Split[]::new);
            this.visitors = visitors.values().toArray(SourceReader.Visitor[]::new);
        }

        boolean accept(long position, DataRecord record) {
            reach(position);
            for (int i = 0; i < visited.length; i++) {
                if (parts.has(visited[i], position) && !skips.contains(position)) {
                    whole = visitors[i].accept(position, record);
                }
            }
            return whole;
        }

        void broken(long position, RecordException thrown) {
            reach(position);
            skips.add(position, visited.length == 1 ? visited[0] : parts.of(position), thrown);
        }

        private void reach(long position) {
            positions = position + 1;
            if (counted >= 0 && positions > counted) {
                throw stamps.counted(place, counted, positions);
            }
        }

        /** Sets the number of records, or checks that it is the same as before. */
        void end() {
            if (whole && counted >= 0 && positions < counted) {
                throw stamps.counted(place, counted, positions);
            }
            counted = whole ? positions : counted;
        }
    }

    /** Closes the source if it is still open. */
    void close() {
        if (held == null) {
            source.close();
        }
    }

    /** Frees the records of a split, which are encoded and not needed again. */
    void forget(Split part) {
        for (int i = 0; held != null && i < held.size(); i++) {
            if (parts.has(part, i)) {
                held.set(i, null);
            }
        }
    }
}
