// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import dev.sora.core.data.ChunkEncoder.Encoded;
import dev.sora.core.graph.FittedGraph;
import dev.sora.data.DataRecord;
import dev.sora.problem.RecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * Encodes records through the fitted input and output particles, on all cores, without the engine.
 */
public final class Encoder {

    /** The memory for records that are kept to be shown, where not all are in memory anyway. */
    private static final long SHOWN_BYTES = 16 << 20;

    private final FittedGraph graph;
    private final Optional<UnknownCounts> unknown;
    private final ChunkEncoder together;

    /** Creates the encoder of a graph. */
    public Encoder(FittedGraph graph) {
        this(graph, Optional.empty());
    }

    /** Creates the encoder of a graph that adds up values which training did not know. */
    public Encoder(FittedGraph graph, UnknownCounts unknown) {
        this(graph, Optional.of(unknown));
    }

    private Encoder(FittedGraph graph, Optional<UnknownCounts> unknown) {
        this.graph = graph;
        this.unknown = unknown;
        this.together = chunks(graph.inputs().keySet(), false);
    }

    /**
     * Encodes records on the host.
     *
     * @param withTargets whether the records have targets
     * @throws RecordException if one of them is broken
     */
    public HostData encode(List<DataRecord> records, boolean withTargets) {
        return encode(records, chunks(graph.inputs().keySet(), withTargets));
    }

    /**
     * Encodes records through some of the inputs.
     *
     * @param names the names of these inputs
     * @throws RecordException if one of them is broken
     */
    public HostData encodeInputs(List<DataRecord> records, Set<String> names) {
        return encode(records, chunks(names, false));
    }

    /**
     * Encodes a few records without targets, on this thread. Any number of threads may call it at
     * once, unless values that training did not know are added up.
     *
     * @throws RecordException if one of them is broken
     */
    public HostData encodeTogether(List<DataRecord> records) {
        Encoded encoded = together.encode(records);
        together.check(encoded, records.size());
        unknown.ifPresent(counts -> counts.add(encoded.unknown()));
        return new HostData(records.size(), encoded.inputs(), encoded.targets());
    }

    private ChunkEncoder chunks(Set<String> inputs, boolean withTargets) {
        return new ChunkEncoder(graph, inputs, withTargets, unknown.isPresent());
    }

    private HostData encode(List<DataRecord> records, ChunkEncoder encoder) {
        Gathering gathering = new Gathering(null, MemoryBound.none(), 0, unknown, record -> {});
        try (EncodePass pass = new EncodePass(encoder, false, gathering)) {
            for (int i = 0; i < records.size(); i++) {
                pass.add(i, records.get(i));
            }
            pass.finish();
        }
        return gathering.columns.inMemory();
    }

    /** Returns which records are broken, by their index. */
    public SortedMap<Integer, RecordException> broken(
            List<DataRecord> records, boolean withTargets) {
        return chunks(graph.inputs().keySet(), withTargets).broken(records);
    }

    /**
     * A part of the data, encoded.
     *
     * @param shown its records, or the first of them
     */
    public record EncodedPart(PreparedData data, List<DataRecord> shown) {}

    /**
     * Encodes a part of the data with its targets; broken records are left out if that is allowed.
     *
     * @param memory bounds what is held in memory; the rest goes to files
     * @throws RecordException if one of them is broken and may not be left out
     * @throws dev.sora.problem.DataException if not one of them is sound
     */
    public EncodedPart encode(PartRecords records, MemoryBound memory) {
        return encode(records, memory, record -> {});
    }

    /**
     * Encodes a part of the data with its targets.
     *
     * @param watch sees each record that is kept, in their order, on this thread
     */
    public EncodedPart encode(PartRecords records, MemoryBound memory, Consumer<DataRecord> watch) {
        RecordStore store = records.store();
        ChunkEncoder encoder = chunks(graph.inputs().keySet(), true);
        Gathering gathering =
                new Gathering(
                        records,
                        memory,
                        store.isStreamed() ? SHOWN_BYTES : Long.MAX_VALUE,
                        unknown,
                        watch);
        try (EncodePass pass = new EncodePass(encoder, store.skips().areAllowed(), gathering)) {
            store.forEach(
                    records.part(),
                    (position, record) -> {
                        pass.add(position, record);
                        return true;
                    });
            pass.finish();
            PreparedData data = gathering.columns.finish();
            if (data.size() == 0) {
                throw store.skips().allBroken(records.part());
            }
            return new EncodedPart(data, gathering.shown);
        } catch (RecordException e) {
            gathering.columns.abandon();
            throw Repeats.count(records, encoder, e);
        } catch (RuntimeException | Error e) {
            gathering.columns.abandon();
            throw e;
        }
    }

    /**
     * Finds the broken ones among records of which only some inputs are encoded, and not yet; they
     * are left out if that is allowed.
     *
     * @param names the names of these inputs
     * @throws RecordException if one of them is broken and may not be left out
     */
    public void tryOut(PartRecords records, Set<String> names) {
        RecordStore store = records.store();
        EncodePass.Sink nowhere =
                new EncodePass.Sink() {
                    @Override
                    public void add(List<DataRecord> kept, ChunkEncoder.Encoded encoded) {
                        unknown.ifPresent(counts -> counts.add(encoded.unknown()));
                    }

                    @Override
                    public void broken(long position, RecordException thrown) {
                        store.skips().add(position, records.part(), thrown);
                    }
                };
        ChunkEncoder encoder = chunks(names, false);
        try (EncodePass pass = new EncodePass(encoder, store.skips().areAllowed(), nowhere)) {
            store.forEach(
                    records.part(),
                    (position, record) -> {
                        pass.add(position, record);
                        return true;
                    });
            pass.finish();
        }
    }

    /** Keeps what was encoded. */
    private static final class Gathering implements EncodePass.Sink {

        private final PartRecords records;
        private final Columns columns;
        private final RecordSize size = new RecordSize();
        private final List<DataRecord> shown = new ArrayList<>();
        private final Optional<UnknownCounts> unknown;
        private final Consumer<DataRecord> watch;
        private long room;

        Gathering(
                PartRecords records,
                MemoryBound memory,
                long room,
                Optional<UnknownCounts> unknown,
                Consumer<DataRecord> watch) {
            this.records = records;
            this.columns = new Columns(memory);
            this.room = room;
            this.unknown = unknown;
            this.watch = watch;
        }

        @Override
        public void add(List<DataRecord> kept, Encoded encoded) {
            columns.add(kept.size(), encoded);
            kept.forEach(watch);
            unknown.ifPresent(counts -> counts.add(encoded.unknown()));
            for (int i = 0; i < kept.size() && room > 0; i++) {
                shown.add(kept.get(i));
                room -= size.of(kept.get(i));
            }
        }

        @Override
        public void broken(long position, RecordException thrown) {
            records.store().skips().add(position, records.part(), thrown);
        }
    }
}
