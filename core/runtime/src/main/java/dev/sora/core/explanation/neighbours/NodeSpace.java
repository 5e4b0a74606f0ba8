// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.neighbours;

import ai.djl.ndarray.NDArray;
import dev.sora.core.InterruptedRunException;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Subgraph;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Source;
import dev.sora.core.prediction.DeviceModel;
import dev.sora.core.retrieval.DataProcedure;
import dev.sora.data.DataRecord;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The space of a node's values, in which each record is a vector; the members of a generation are
 * joined.
 */
public final class NodeSpace {

    private static final int BATCH = 64;

    private final DeviceModel device;
    private final Node node;
    private final OptionalInt member;
    private final Encoder encoder;
    private final Subgraph nodes;
    private final int batch;

    /**
     * Creates a space.
     *
     * @param member one member of a generation; empty for all of them
     * @throws SoraException if the node has no vector for each record
     */
    public NodeSpace(FittedGraph graph, DeviceModel device, Node node, OptionalInt member) {
        this.device = device;
        this.node = node;
        this.member = member;
        this.encoder = new Encoder(graph);
        if (DataProcedure.of(graph).retriever().isPresent()) {
            throw refused("the model chooses among candidates");
        }
        this.nodes = device.network().subgraph(List.of(node.name()), List.of());
        RecordFeatures.absent(graph, node, nodes.inputs())
                .ifPresent(
                        why -> {
                            throw refused(why);
                        });
        this.batch = Math.min(BATCH, graph.plan().training().batches().evaluationSize());
    }

    /**
     * Returns the space of the node that outputs read.
     *
     * @throws SoraException if they read several
     */
    public static NodeSpace before(
            FittedGraph graph, DeviceModel device, List<Node.Output> outputs) {
        Set<Source> sources = new LinkedHashSet<>();
        outputs.forEach(output -> sources.addAll(output.from()));
        if (sources.size() != 1) {
            throw refused(
                    outputs.get(0).name(),
                    "the outputs read several: "
                            + String.join(", ", sources.stream().map(Source::node).toList()));
        }
        Source source = sources.iterator().next();
        Node read =
                graph.plan().nodes().stream()
                        .filter(each -> each.name().equals(source.node()))
                        .findFirst()
                        .orElseThrow();
        return new NodeSpace(graph, device, read, source.member());
    }

    /** Returns the name of the node, {@code view[1]} for one member. */
    String name() {
        return member.isPresent()
                ? "%s[%d]".formatted(node.name(), member.getAsInt())
                : node.name();
    }

    /**
     * Computes the vectors of records, batch after batch.
     *
     * @param read passes records to its argument, in order
     * @param vectors receives each record with its vector, in order
     * @throws DataException if a vector is not finite
     */
    void vectors(Consumer<Consumer<DataRecord>> read, BiConsumer<DataRecord, float[]> vectors) {
        List<DataRecord> waiting = new ArrayList<>(batch);
        read.accept(
                record -> {
                    waiting.add(record);
                    if (waiting.size() == batch) {
                        flush(waiting, vectors);
                    }
                });
        if (!waiting.isEmpty()) {
            flush(waiting, vectors);
        }
    }

    private void flush(List<DataRecord> waiting, BiConsumer<DataRecord, float[]> vectors) {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedRunException("stopped while comparing records");
        }
        float[][] found = compute(waiting);
        for (int i = 0; i < found.length; i++) {
            DataRecord record = waiting.get(i);
            for (float value : found[i]) {
                if (!Float.isFinite(value)) {
                    throw new DataException(
                            Problem.of("SORA-4919", "the vector of a record is not finite")
                                    .where(record.where())
                                    .needs("finite values of '%s'".formatted(name()))
                                    .have(Float.toString(value))
                                    .fix(
                                            "look at the values of the record; the model may not suit it"));
                }
            }
            vectors.accept(record, found[i]);
        }
        waiting.clear();
    }

    private float[][] compute(List<DataRecord> records) {
        return device.predict(
                records.size(),
                manager -> {
                    Feed feed =
                            device.feed(encoder.encodeTogether(records, nodes.inputs()), manager);
                    var value = device.network().compute(nodes, Map.of(), feed).get(node.name());
                    List<Signal> signals =
                            member.isPresent()
                                    ? List.of(value.member(member.getAsInt()))
                                    : value.members();
                    List<float[]> parts = new ArrayList<>();
                    for (Signal signal : signals) {
                        try (NDArray features = RecordFeatures.of(signal)) {
                            parts.add(features.toFloatArray());
                        }
                    }
                    return rows(parts, records.size());
                });
    }

    /** Joins the rows of several members. */
    private static float[][] rows(List<float[]> parts, int count) {
        int width = parts.stream().mapToInt(part -> part.length / count).sum();
        float[][] rows = new float[count][width];
        int at = 0;
        for (float[] part : parts) {
            int own = part.length / count;
            for (int row = 0; row < count; row++) {
                System.arraycopy(part, row * own, rows[row], at, own);
            }
            at += own;
        }
        return rows;
    }

    private SoraException refused(String why) {
        return refused(name(), why);
    }

    private static SoraException refused(String name, String why) {
        return new SoraException(
                Problem.of("SORA-4945", "'%s' has no space to compare records in".formatted(name))
                        .needs("one node with numbers for each record")
                        .have(why)
                        .fix("name a particle or a combiner with --node"));
    }
}
