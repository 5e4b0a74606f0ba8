// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.input;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.data.DataRecord;
import dev.sora.graphs.signal.NodeSignal;
import dev.sora.particle.FittedInput;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;

/**
 * The input with its graph. Without {@code sample}, every pass has all nodes, and the parts of the
 * signal stay on the device. With it, a pass has the neighbourhood of its records, and only that is
 * on the device.
 */
record FittedNodes(GraphRules rules, Graph graph, List<String> warnings) implements FittedInput {

    @Override
    public SignalSpec spec() {
        return NodeSignal.spec(graph.width(), rules.sample().length);
    }

    @Override
    public State state() {
        return graph.state();
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        return new RecordReader(rules, graph).encode(records);
    }

    @Override
    public Signal forward(NDList encoded, Pass pass) {
        boolean whole = rules.sample().length == 0;
        if (whole && rules.neighbours().isEmpty()) {
            return all(pass).with(Signal.ROWS, encoded.get(0));
        }
        int[] rows = encoded.get(0).toIntArray();
        List<NewNode> added =
                rules.neighbours().isEmpty()
                        ? List.of()
                        : RecordReader.decode(
                                rows, encoded.get(1).toFloatArray(), encoded.get(2).toIntArray());
        return whole ? all(rows, added, pass) : part(rows, added, pass);
    }

    /** Returns the whole graph. */
    private Signal all(Pass pass) {
        return Signal.of(
                        pass.kept(
                                "features",
                                m ->
                                        m.create(
                                                graph.features(),
                                                new Shape(graph.size(), graph.width()),
                                                DataType.FLOAT32)))
                .with(NodeSignal.EDGES, pass.kept("edges", this::edges))
                .with(
                        NodeSignal.WEIGHTS,
                        pass.kept("weights", m -> m.ones(new Shape(graph.edgeCount()))))
                .with(NodeSignal.DEGREES, pass.kept("degrees", this::degrees));
    }

    private NDArray edges(NDManager manager) {
        int[] ends = new int[2 * graph.edgeCount()];
        int at = 0;
        for (int target = 0; target < graph.size(); target++) {
            for (int i = 0; i < graph.degree(target); i++) {
                ends[at++] = graph.neighbour(target, i);
                ends[at++] = target;
            }
        }
        return manager.create(ends, new Shape(graph.edgeCount(), 2));
    }

    private NDArray degrees(NDManager manager) {
        float[] degrees = new float[graph.size()];
        for (int node = 0; node < degrees.length; node++) {
            degrees[node] = graph.degree(node);
        }
        return manager.create(degrees);
    }

    /** Returns the whole graph, and after its nodes the new ones. */
    private Signal all(int[] rows, List<NewNode> added, Pass pass) {
        Signal all = all(pass);
        NDManager manager = pass.manager();
        int[] places = rows.clone();
        int next = graph.size();
        for (int i = 0; i < places.length; i++) {
            places[i] = places[i] < 0 ? next++ : places[i];
        }
        all = all.with(Signal.ROWS, manager.create(places));
        if (added.isEmpty()) {
            return all;
        }
        Added more = Added.of(graph, added);
        return all.withValues(
                        all.values()
                                .concat(
                                        manager.create(
                                                more.features(),
                                                new Shape(added.size(), graph.width()))))
                .with(
                        NodeSignal.EDGES,
                        all.part(NodeSignal.EDGES)
                                .concat(
                                        manager.create(
                                                more.edges(),
                                                new Shape(more.edges().length / 2, 2))))
                .with(
                        NodeSignal.WEIGHTS,
                        all.part(NodeSignal.WEIGHTS)
                                .concat(manager.ones(new Shape(more.edges().length / 2))))
                .with(
                        NodeSignal.DEGREES,
                        all.part(NodeSignal.DEGREES).concat(manager.create(more.degrees())));
    }

    /** Returns the neighbourhood of the records. */
    private Signal part(int[] rows, List<NewNode> added, Pass pass) {
        Neighbourhood part =
                Neighbourhood.of(
                        graph,
                        rows,
                        added,
                        rules.sample(),
                        pass.training() ? pass.random().host() : null);
        NDManager manager = pass.manager();
        float[] weights = part.weights();
        int layers = rules.sample().length;
        return Signal.of(manager.create(part.features(), new Shape(part.size(), graph.width())))
                .with(Signal.ROWS, manager.create(part.rows(rows)))
                .with(NodeSignal.EDGES, manager.create(part.edges(), new Shape(weights.length, 2)))
                .with(NodeSignal.WEIGHTS, manager.create(weights))
                .with(NodeSignal.DEGREES, manager.create(part.degrees()))
                .with(NodeSignal.LAYERS, manager.zeros(new Shape(1, layers + 1), DataType.INT32));
    }
}
