// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import dev.sora.core.data.MemoryBound;
import dev.sora.core.data.RecordStore;
import dev.sora.core.data.SplitRecords;
import dev.sora.core.data.encoding.ChunkEncoder.Encoded;
import dev.sora.core.graph.FittedGraph;
import dev.sora.data.DataRecord;
import dev.sora.problem.RecordException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Encodes records with the fitted input and output particles, on all cores and without the engine.
 */
public final class Encoder {

    private final FittedGraph graph;
    private final Optional<UnknownCounts> unknown;
    private final ChunkEncoder together;
    private final EncodedRows rows;

    /** Creates the encoder of a graph. */
    public Encoder(FittedGraph graph) {
        this(graph, Optional.empty());
    }

    /** Creates the encoder of a graph that counts values which are unknown from training. */
    public Encoder(FittedGraph graph, UnknownCounts unknown) {
        this(graph, Optional.of(unknown));
    }

    private Encoder(FittedGraph graph, Optional<UnknownCounts> unknown) {
        this.graph = graph;
        this.unknown = unknown;
        this.together = chunks(graph.inputs().keySet(), false);
        this.rows = new EncodedRows(together::bytes);
    }

    /**
     * Encodes records on the host.
     *
     * @param withTargets whether the records have targets
     * @throws RecordException if a record is broken
     */
    public HostData encode(List<DataRecord> records, boolean withTargets) {
        return encode(records, chunks(graph.inputs().keySet(), withTargets));
    }

    /**
     * Encodes records with some of the inputs.
     *
     * @param names the names of these inputs
     * @throws RecordException if a record is broken
     */
    public HostData encodeInputs(List<DataRecord> records, Set<String> names) {
        return encode(records, chunks(names, false));
    }

    /** Returns how many of some records to encode together, at least 1, for their encoded size. */
    public int together(List<DataRecord> records) {
        return records.size() <= EncodedRows.FEW ? records.size() : rows.most(records);
    }

    /**
     * Encodes a few records without targets, on the calling thread. Any number of threads may call
     * at once, unless unknown values are counted.
     *
     * @throws RecordException if a record is broken
     */
    public HostData encodeTogether(List<DataRecord> records) {
        return encodeTogether(records, together);
    }

    /**
     * Encodes a few records with some of the inputs, on the calling thread, as {@link
     * #encodeTogether(List)} does.
     *
     * @param names the names of these inputs
     * @throws RecordException if a record is broken
     */
    public HostData encodeTogether(List<DataRecord> records, Set<String> names) {
        return encodeTogether(records, chunks(names, false));
    }

    private HostData encodeTogether(List<DataRecord> records, ChunkEncoder encoder) {
        Encoded encoded = encoder.encode(records);
        encoder.check(encoded, records.size());
        unknown.ifPresent(counts -> counts.add(encoded.unknown()));
        return new HostData(records.size(), encoded.inputs(), encoded.targets());
    }

    private ChunkEncoder chunks(Set<String> inputs, boolean withTargets) {
        return new ChunkEncoder(graph, inputs, withTargets, unknown.isPresent());
    }

    private HostData encode(List<DataRecord> records, ChunkEncoder encoder) {
        Gathering gathering = new Gathering();
        try (EncodePass pass = new EncodePass(encoder, false, gathering)) {
            for (int i = 0; i < records.size(); i++) {
                pass.add(i, records.get(i));
            }
            pass.finish();
        }
        return gathering.columns.inMemory();
    }

    /** Returns the broken records by index. */
    public SortedMap<Integer, RecordException> broken(
            List<DataRecord> records, boolean withTargets) {
        return chunks(graph.inputs().keySet(), withTargets).broken(records);
    }

    /**
     * Encodes records with some of the inputs and discards the result, to find broken records
     * before they are needed. Broken records are left out if that is allowed.
     *
     * @param names the names of these inputs
     * @throws RecordException if a record is broken and may not be left out
     */
    public void tryOut(SplitRecords records, Set<String> names) {
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

    /** Keeps encoded records in memory. */
    private final class Gathering implements EncodePass.Sink {

        private final Columns columns = new Columns(MemoryBound.none());

        @Override
        public void add(List<DataRecord> kept, Encoded encoded) {
            columns.add(kept.size(), encoded);
            unknown.ifPresent(counts -> counts.add(encoded.unknown()));
        }

        @Override
        public void broken(long position, RecordException thrown) {
            throw thrown;
        }
    }
}
