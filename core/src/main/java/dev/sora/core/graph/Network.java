// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Source;
import dev.sora.particle.CoreParticle;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.GenerationParticle;
import dev.sora.particle.JoiningParticle;
import dev.sora.particle.Pass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Computes the graph, node after node. It holds no numbers and serves several threads. */
public final class Network {

    private final FittedGraph graph;

    /** Creates the network of a graph. */
    public Network(FittedGraph graph) {
        this.graph = graph;
    }

    /** Returns the graph. */
    public FittedGraph graph() {
        return graph;
    }

    /**
     * Computes the raw predictions of a batch.
     *
     * @param inputs the encoded batch of each input particle
     * @param targets the encoded targets of each output particle; empty where there are none
     * @param parameters views of the parameters, from {@link Weights#views}
     * @param training whether this pass trains
     * @param manager frees what the pass creates
     * @return the raw prediction of each output particle
     */
    public Map<String, NDList> forward(
            Map<String, NDList> inputs,
            Map<String, NDList> targets,
            Map<String, NDArray> parameters,
            boolean training,
            NDManager manager) {
        Map<String, Value> values = new HashMap<>();
        Map<String, NDList> predictions = new LinkedHashMap<>();
        for (Node node : graph.plan().nodes()) {
            PluginWork.run(
                    graph.plan(),
                    node.planned(),
                    "computed '" + node.name() + "'",
                    () -> {
                        if (node instanceof Node.Output output) {
                            predictions.put(
                                    node.name(),
                                    predict(
                                            output,
                                            values,
                                            targets,
                                            parameters,
                                            training,
                                            manager));
                        } else {
                            values.put(
                                    node.name(),
                                    compute(node, inputs, values, parameters, training, manager));
                        }
                    });
        }
        return predictions;
    }

    private Value compute(
            Node node,
            Map<String, NDList> inputs,
            Map<String, Value> values,
            Map<String, NDArray> parameters,
            boolean training,
            NDManager manager) {
        if (node instanceof Node.Input) {
            Pass pass = new GraphPass(training, manager, Map.of(), "");
            return Value.one(
                    graph.inputs().get(node.name()).forward(inputs.get(node.name()), pass));
        }
        if (node instanceof Node.Combine combine) {
            List<Value> parts = new ArrayList<>();
            for (Source source : combine.from()) {
                parts.add(
                        source.member().isPresent()
                                ? Value.one(signal(source, values))
                                : values.get(source.node()));
            }
            Pass pass = pass(node, 0, parameters, training, manager);
            return Value.one(combine.combiner().combine(Value.parts(parts), pass));
        }
        Node.Core core = (Node.Core) node;
        CoreParticle particle = core.particle();
        if (particle instanceof JoiningParticle joining) {
            return join(core, joining, values, parameters, training, manager);
        }
        Source source = core.from().get(0);
        if (Wiring.computesAllAtOnce(core, graph.plan())) {
            Pass pass = pass(node, -1, parameters, training, manager);
            NDList input = signal(source, values);
            int tensors = graph.signal(core).tensors().size();
            return Value.stacked(
                    ((GenerationParticle) particle).forwardAll(input, pass, core.count()),
                    input.subList(1, tensors));
        }
        boolean pairwise = Wiring.isMemberByMember(core, graph.plan());
        List<NDList> members = new ArrayList<>(core.count());
        for (int i = 0; i < core.count(); i++) {
            NDList input = pairwise ? values.get(source.node()).member(i) : signal(source, values);
            members.add(particle.forward(input, pass(node, i, parameters, training, manager)));
        }
        return Value.members(members);
    }

    private static Value join(
            Node.Core node,
            JoiningParticle particle,
            Map<String, Value> values,
            Map<String, NDArray> parameters,
            boolean training,
            NDManager manager) {
        List<NDList> inputs = new ArrayList<>();
        for (Source source : node.from()) {
            if (source.member().isPresent()) {
                inputs.add(signal(source, values));
            } else {
                inputs.addAll(values.get(source.node()).each());
            }
        }
        List<NDList> members = new ArrayList<>(node.count());
        for (int i = 0; i < node.count(); i++) {
            members.add(particle.forward(inputs, pass(node, i, parameters, training, manager)));
        }
        return Value.members(members);
    }

    private NDList predict(
            Node.Output node,
            Map<String, Value> values,
            Map<String, NDList> targets,
            Map<String, NDArray> parameters,
            boolean training,
            NDManager manager) {
        FittedOutput output = graph.outputs().get(node.name());
        NDList input = signal(node.from().get(0), values);
        Pass pass = pass(node, 0, parameters, training, manager);
        NDList target = targets.get(node.name());
        return training && target != null
                ? output.forward(input, target, pass)
                : output.forward(input, pass);
    }

    private static NDList signal(Source source, Map<String, Value> values) {
        return values.get(source.node()).member(source.member().orElse(0));
    }

    /** Returns the pass that a node's particle sees, for instance to compute its loss. */
    public static Pass pass(
            Node node,
            int member,
            Map<String, NDArray> parameters,
            boolean training,
            NDManager manager) {
        return new GraphPass(training, manager, parameters, Slot.key(node.name(), member) + ".");
    }
}
