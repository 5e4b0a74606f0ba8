// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import dev.sora.core.SessionOptions.DataShards;
import dev.sora.core.data.MemoryBound;
import dev.sora.core.data.RecordStore;
import dev.sora.core.data.SkippedRecords;
import dev.sora.core.data.SourceReader;
import dev.sora.core.data.SplitRecords;
import dev.sora.core.data.encoding.ChunkEncoder.Encoded;
import dev.sora.core.data.split.Split;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.profile.RecordSize;
import dev.sora.data.DataRecord;
import dev.sora.problem.RecordException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Encodes a split with its targets. Broken records are left out if that is allowed. Splits of one
 * source that is read again for every pass share a pass.
 */
public final class SplitEncoding {

    /** The memory for records that are kept for display, if not all records are in memory. */
    private static final long SHOWN_BYTES = 16 << 20;

    private final SplitRecords records;
    private final ChunkEncoder encoder;
    private final Optional<ShardedRecords> divided;
    private final SortedMap<Integer, Gathering> gatherings = new TreeMap<>();
    private final SortedMap<Integer, EncodePass> passes = new TreeMap<>();
    private boolean failed;

    /**
     * An encoded split.
     *
     * @param size the number of its records, of all shards
     * @param data the encoded records, or those of each shard that was encoded
     * @param shown its records, or the first of them; none if it is divided
     */
    public record EncodedPart(
            int size, SortedMap<Integer, PreparedData> data, List<DataRecord> shown) {

        /** Returns the encoded records of a split that is not divided. */
        public PreparedData whole() {
            return data.get(0);
        }
    }

    /**
     * Prepares the encoding of a split.
     *
     * @param shards the shards of the split that are encoded; all of it is if absent
     * @param memory bounds what is held in memory; the rest goes to files
     * @param unknown counts the values that are unknown from training, if required
     * @param watch receives the valid records, chunk by chunk, on the threads that encode; the
     *     action that it returns is run on the calling thread, in order
     */
    public SplitEncoding(
            FittedGraph graph,
            SplitRecords records,
            Optional<DataShards> shards,
            MemoryBound memory,
            Optional<UnknownCounts> unknown,
            Function<List<DataRecord>, Runnable> watch) {
        this.records = records;
        RecordStore store = records.store();
        encoder = new ChunkEncoder(graph, graph.inputs().keySet(), true, unknown.isPresent());
        divided = shards.map(some -> new ShardedRecords(some.count(), watch));
        for (int shard : shards.<Set<Integer>>map(DataShards::held).orElse(Set.of(0))) {
            Gathering gathering =
                    new Gathering(
                            store.skips(),
                            records.part(),
                            new Columns(memory),
                            room(store),
                            unknown,
                            divided.isPresent() ? seen -> () -> {} : watch);
            gatherings.put(shard, gathering);
            passes.put(shard, new EncodePass(encoder, store.skips().areAllowed(), gathering));
        }
    }

    /** Returns the bytes of records that are kept for display. */
    private long room(RecordStore store) {
        if (divided.isPresent()) {
            return 0;
        }
        return store.isStreamed() ? SHOWN_BYTES : Long.MAX_VALUE;
    }

    /**
     * Encodes one split.
     *
     * @param unknown counts the values that are unknown from training
     * @throws RecordException if a record is broken and may not be left out
     * @throws dev.sora.problem.DataException if there is no valid record
     */
    public static PreparedData of(
            FittedGraph graph, SplitRecords records, MemoryBound memory, UnknownCounts unknown) {
        SplitEncoding encoding =
                new SplitEncoding(
                        graph,
                        records,
                        Optional.empty(),
                        memory,
                        Optional.of(unknown),
                        seen -> () -> {});
        return run(List.of(encoding)).get(0).whole();
    }

    /**
     * Encodes splits, and returns them in the same order.
     *
     * @throws RecordException if a record is broken and may not be left out
     * @throws dev.sora.problem.DataException if a split has no valid record
     */
    public static List<EncodedPart> run(List<SplitEncoding> all) {
        List<EncodedPart> encoded = new ArrayList<>();
        try {
            for (int from = 0, end; from < all.size(); from = end) {
                RecordStore store = all.get(from).records.store();
                end = from + 1;
                while (store.isStreamed()
                        && end < all.size()
                        && all.get(end).records.store() == store) {
                    end++;
                }
                pass(store, all.subList(from, end));
                for (SplitEncoding part : all.subList(from, end)) {
                    encoded.add(part.finish());
                }
            }
            return encoded;
        } catch (RuntimeException | Error e) {
            all.forEach(SplitEncoding::abandon);
            throw e;
        } finally {
            all.forEach(SplitEncoding::close);
        }
    }

    private static void pass(RecordStore store, List<SplitEncoding> parts) {
        Map<Split, SourceReader.Visitor> visitors = new EnumMap<>(Split.class);
        parts.forEach(part -> visitors.put(part.records.part(), part::add));
        try {
            store.forEach(visitors);
        } catch (RecordException e) {
            SplitEncoding broken =
                    parts.stream().filter(part -> part.failed).findFirst().orElse(parts.get(0));
            throw broken.counted(e);
        }
    }

    private boolean add(long position, DataRecord record) {
        try {
            EncodePass pass = passes.get(divided.map(some -> some.next(record)).orElse(0));
            if (pass != null) {
                pass.add(position, record);
            }
            return true;
        } catch (RecordException e) {
            failed = true;
            throw e;
        }
    }

    private EncodedPart finish() {
        try {
            passes.values().forEach(EncodePass::finish);
        } catch (RecordException e) {
            throw counted(e);
        }
        SortedMap<Integer, PreparedData> data = new TreeMap<>();
        gatherings.forEach((shard, gathering) -> data.put(shard, gathering.columns.finish()));
        int size =
                divided.map(ShardedRecords::finish)
                        .orElseGet(() -> data.values().iterator().next().size());
        if (size == 0) {
            throw records.store().skips().allBroken(records.part());
        }
        return new EncodedPart(size, data, gatherings.values().iterator().next().shown);
    }

    private void abandon() {
        gatherings.values().forEach(gathering -> gathering.columns.abandon());
    }

    private void close() {
        passes.values().forEach(EncodePass::close);
    }

    private RecordException counted(RecordException thrown) {
        // end its threads first, so that they do not encode during the counting
        close();
        return Repeats.count(records, encoder, thrown);
    }

    /** Keeps encoded chunks. */
    private static final class Gathering implements EncodePass.Sink {

        private final SkippedRecords skips;
        private final Split part;
        private final Columns columns;
        private final RecordSize size = new RecordSize();
        private final List<DataRecord> shown = new ArrayList<>();
        private final Optional<UnknownCounts> unknown;
        private final Function<List<DataRecord>, Runnable> watch;
        private long room;

        Gathering(
                SkippedRecords skips,
                Split part,
                Columns columns,
                long room,
                Optional<UnknownCounts> unknown,
                Function<List<DataRecord>, Runnable> watch) {
            this.skips = skips;
            this.part = part;
            this.columns = columns;
            this.room = room;
            this.unknown = unknown;
            this.watch = watch;
        }

        @Override
        public Runnable look(List<DataRecord> kept) {
            return watch.apply(kept);
        }

        @Override
        public void add(List<DataRecord> kept, Encoded encoded) {
            columns.add(kept.size(), encoded);
            unknown.ifPresent(counts -> counts.add(encoded.unknown()));
            for (int i = 0; i < kept.size() && room > 0; i++) {
                shown.add(kept.get(i));
                room -= size.of(kept.get(i));
            }
        }

        @Override
        public void broken(long position, RecordException thrown) {
            skips.add(position, part, thrown);
        }
    }
}
