// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.activation;

import ai.djl.ndarray.NDArray;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.explanation.neighbours.RecordFeatures;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Subgraph;
import dev.sora.core.graph.Value;
import dev.sora.core.plan.Node;
import dev.sora.core.prediction.DeviceModel;
import dev.sora.core.retrieval.DataProcedure;
import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The activations of nodes: for each record the mean of a node's values, or of those of one unit.
 * What lies beyond the length of a sequence does not count.
 */
final class ActivatedNodes {

    private final DeviceModel device;
    private final List<Member> members;
    private final OptionalInt unit;
    private final Encoder encoder;
    private final Subgraph computed;

    /** A node, or one member of a generation. */
    record Member(Node node, int position) {

        String name() {
            return node.memberName(position);
        }
    }

    /**
     * Creates the activations of some nodes.
     *
     * @param members the nodes; all particles and combiners that have activations if empty
     * @throws SoraException if one has no activation, or none has
     */
    ActivatedNodes(FittedGraph graph, DeviceModel device, List<Member> members, OptionalInt unit) {
        this.device = device;
        this.unit = unit;
        this.encoder = new Encoder(graph);
        if (DataProcedure.of(graph).retriever().isPresent()) {
            throw refused("the model", "it chooses among candidates");
        }
        for (Member member : members) {
            absent(graph, member.node())
                    .ifPresent(
                            why -> {
                                throw refused("'%s'".formatted(member.name()), why);
                            });
        }
        this.members = members.isEmpty() ? all(graph) : List.copyOf(members);
        if (this.members.isEmpty()) {
            throw refused(
                    "the model",
                    "no particle or combiner with numbers for each record"
                            + (unit.isPresent()
                                    ? " has a unit %d".formatted(unit.getAsInt())
                                    : ""));
        }
        this.computed =
                device.network()
                        .subgraph(
                                this.members.stream().map(m -> m.node().name()).distinct().toList(),
                                List.of());
    }

    private List<Member> all(FittedGraph graph) {
        List<Member> all = new ArrayList<>();
        for (Node node : graph.plan().nodes()) {
            if (!(node instanceof Node.Input)
                    && absent(graph, node).isEmpty()
                    && hasUnit(graph.signal(node))) {
                for (int i = 0; i < node.count(); i++) {
                    all.add(new Member(node, i));
                }
            }
        }
        return all;
    }

    /** Returns whether a node has the wanted unit, as far as its plan tells. */
    private boolean hasUnit(SignalSpec spec) {
        long units = RecordFeatures.count(spec);
        return unit.isEmpty() || units == TensorSpec.UNKNOWN || unit.getAsInt() <= units;
    }

    private Optional<String> absent(FittedGraph graph, Node node) {
        return RecordFeatures.absent(
                graph, node, device.network().subgraph(List.of(node.name()), List.of()).inputs());
    }

    List<Member> members() {
        return members;
    }

    /**
     * Returns the activations of records: of each member those of all records.
     *
     * @throws SoraException if a node has fewer units
     */
    double[][] of(List<DataRecord> records) {
        return device.predict(
                records.size(),
                manager -> {
                    Feed feed =
                            device.feed(
                                    encoder.encodeTogether(records, computed.inputs()), manager);
                    Map<String, Value> values = device.network().compute(computed, Map.of(), feed);
                    double[][] found = new double[members.size()][];
                    for (int i = 0; i < found.length; i++) {
                        Member member = members.get(i);
                        Signal signal = values.get(member.node().name()).member(member.position());
                        try (NDArray features = RecordFeatures.of(signal)) {
                            found[i] = means(member, features.toFloatArray(), records.size());
                        }
                    }
                    return found;
                });
    }

    private double[] means(Member member, float[] features, int records) {
        int width = features.length / records;
        int first = unit.isPresent() ? unit.getAsInt() - 1 : 0;
        int last = unit.isPresent() ? first + 1 : width;
        if (last > width) {
            throw refused(
                    "unit %d of '%s'".formatted(last, member.name()),
                    "it has %d units".formatted(width));
        }
        double[] means = new double[records];
        for (int row = 0; row < records; row++) {
            for (int i = first; i < last; i++) {
                means[row] += (double) features[row * width + i] / (last - first);
            }
        }
        return means;
    }

    private static SoraException refused(String what, String have) {
        return new SoraException(
                Problem.of("SORA-4965", "%s has no activation".formatted(what))
                        .needs("a particle, a combiner or an input with numbers for each record")
                        .have(have)
                        .fix("name others with --node, or none for all that have activations"));
    }
}
