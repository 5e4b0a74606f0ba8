// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import dev.sora.core.data.ChunkEncoder.Encoded;
import dev.sora.core.graph.FittedGraph;
import dev.sora.data.DataRecord;
import dev.sora.problem.RecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * Encodes records through the fitted input and output particles, on all cores, without the engine.
 */
public final class Encoder {

    /** How many of the encoded records are kept to be shown, where not all are in memory anyway. */
    private static final int SHOWN = 2000;

    private final FittedGraph graph;

    /** Creates the encoder of a graph. */
    public Encoder(FittedGraph graph) {
        this.graph = graph;
    }

    /**
     * Encodes records on the host.
     *
     * @param withTargets whether the records have targets
     * @throws RecordException if one of them is broken
     */
    public HostData encode(List<DataRecord> records, boolean withTargets) {
        return encode(records, new ChunkEncoder(graph, graph.inputs().keySet(), withTargets));
    }

    /**
     * Encodes records through some of the inputs.
     *
     * @param names the names of these inputs
     * @throws RecordException if one of them is broken
     */
    public HostData encodeInputs(List<DataRecord> records, Set<String> names) {
        return encode(records, new ChunkEncoder(graph, names, false));
    }

    private static HostData encode(List<DataRecord> records, ChunkEncoder encoder) {
        Gathering gathering = new Gathering(null, 0);
        try (EncodePass pass = new EncodePass(encoder, false, gathering)) {
            for (int i = 0; i < records.size(); i++) {
                pass.add(i, records.get(i));
            }
            pass.finish();
        }
        return gathering.columns.join();
    }

    /** Returns which records are broken, by their index. */
    public SortedMap<Integer, RecordException> broken(
            List<DataRecord> records, boolean withTargets) {
        return new ChunkEncoder(graph, graph.inputs().keySet(), withTargets).broken(records);
    }

    /**
     * A part of the data, encoded.
     *
     * @param shown its records, or the first of them
     */
    public record EncodedPart(HostData data, List<DataRecord> shown) {}

    /**
     * Encodes a part of the data with its targets; broken records are left out if that is allowed.
     *
     * @throws RecordException if one of them is broken and may not be left out
     * @throws dev.sora.problem.DataException if not one of them is sound
     */
    public EncodedPart encode(PartRecords records) {
        RecordStore store = records.store();
        ChunkEncoder encoder = new ChunkEncoder(graph, graph.inputs().keySet(), true);
        Gathering gathering =
                new Gathering(records, store.isStreamed() ? SHOWN : Integer.MAX_VALUE);
        try (EncodePass pass = new EncodePass(encoder, store.skips().areAllowed(), gathering)) {
            store.forEach(
                    records.part(),
                    (position, record) -> {
                        pass.add(position, record);
                        return true;
                    });
            pass.finish();
        }
        HostData data = gathering.columns.join();
        if (data.size() == 0) {
            throw store.skips().allBroken(records.part());
        }
        return new EncodedPart(data, gathering.shown);
    }

    /** Keeps what was encoded. */
    private static final class Gathering implements EncodePass.Sink {

        private final PartRecords records;
        private final int most;
        private final Columns columns = new Columns();
        private final List<DataRecord> shown = new ArrayList<>();

        Gathering(PartRecords records, int most) {
            this.records = records;
            this.most = most;
        }

        @Override
        public void add(List<DataRecord> kept, Encoded encoded) {
            columns.add(kept.size(), encoded);
            if (shown.size() < most) {
                shown.addAll(kept.subList(0, Math.min(kept.size(), most - shown.size())));
            }
        }

        @Override
        public void broken(long position, RecordException thrown) {
            records.store().skips().add(position, records.part(), thrown);
        }
    }
}
