// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Source;
import dev.sora.engine.Engine;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.GenerationParticle;
import dev.sora.particle.Particle;
import dev.sora.particle.Pass;
import dev.sora.particle.PassMode;
import dev.sora.particle.PassRandom;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes the graph, node after node. It holds no numbers but the constants that particles keep,
 * and serves several threads.
 */
public final class Network {

    private final FittedGraph graph;
    private final Engine engine;
    private final long seed;
    private final KeptTensors kept;

    /**
     * Creates the network of a graph.
     *
     * @param engine draws random numbers
     * @param manager frees what particles keep, and with that ends the network
     */
    public Network(FittedGraph graph, Engine engine, NDManager manager) {
        this.graph = graph;
        this.engine = engine;
        this.seed = graph.plan().seed();
        this.kept = new KeptTensors(manager);
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
     * @param moment what this pass is for, and when
     * @param manager frees what the pass creates
     * @return the raw prediction of each output particle
     */
    public Map<String, Signal> forward(
            Map<String, NDList> inputs,
            Map<String, NDList> targets,
            Map<String, NDArray> parameters,
            Moment moment,
            NDManager manager) {
        Map<String, Value> values = new HashMap<>();
        Map<String, Signal> predictions = new LinkedHashMap<>();
        for (Node node : graph.plan().nodes()) {
            PluginWork.run(
                    graph.plan(),
                    node.planned(),
                    "computed '" + node.name() + "'",
                    () -> {
                        if (node instanceof Node.Output output) {
                            predictions.put(
                                    node.name(),
                                    predict(output, values, targets, parameters, moment, manager));
                        } else {
                            values.put(
                                    node.name(),
                                    compute(node, inputs, values, parameters, moment, manager));
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
            Moment moment,
            NDManager manager) {
        if (node instanceof Node.Input) {
            PassRandom random = random(node.name(), moment, manager);
            Pass pass = pass(node, node.name(), random, Map.of(), moment, manager);
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
            Pass pass = pass(node, 0, parameters, moment, manager);
            return Value.one(combine.combiner().combine(Value.parts(parts), pass));
        }
        Node.Core core = (Node.Core) node;
        Particle particle = core.particle();
        if (core.planned().type().takesSeveral()) {
            return join(core, values, parameters, moment, manager);
        }
        Source source = core.from().get(0);
        if (Wiring.computesAllAtOnce(core, graph.plan())) {
            Pass pass = pass(node, -1, parameters, moment, manager);
            return Value.stacked(
                    ((GenerationParticle) particle)
                            .forwardAll(signal(source, values), pass, core.count()));
        }
        boolean pairwise = Wiring.isMemberByMember(core, graph.plan());
        List<Signal> members = new ArrayList<>(core.count());
        for (int i = 0; i < core.count(); i++) {
            Signal input = pairwise ? values.get(source.node()).member(i) : signal(source, values);
            members.add(
                    particle.forward(List.of(input), pass(node, i, parameters, moment, manager)));
        }
        return Value.members(members);
    }

    private Value join(
            Node.Core node,
            Map<String, Value> values,
            Map<String, NDArray> parameters,
            Moment moment,
            NDManager manager) {
        List<Signal> inputs = new ArrayList<>();
        for (Source source : node.from()) {
            if (source.member().isPresent()) {
                inputs.add(signal(source, values));
            } else {
                inputs.addAll(values.get(source.node()).each());
            }
        }
        List<Signal> members = new ArrayList<>(node.count());
        for (int i = 0; i < node.count(); i++) {
            members.add(
                    node.particle().forward(inputs, pass(node, i, parameters, moment, manager)));
        }
        return Value.members(members);
    }

    private Signal predict(
            Node.Output node,
            Map<String, Value> values,
            Map<String, NDList> targets,
            Map<String, NDArray> parameters,
            Moment moment,
            NDManager manager) {
        FittedOutput output = graph.outputs().get(node.name());
        Signal input = signal(node.from().get(0), values);
        Pass pass = pass(node, 0, parameters, moment, manager);
        NDList target = targets.get(node.name());
        return moment.training() && target != null
                ? output.forward(input, target, pass)
                : output.forward(input, pass);
    }

    private static Signal signal(Source source, Map<String, Value> values) {
        return values.get(source.node()).member(source.member().orElse(0));
    }

    /** Returns the pass in which an output computes its loss. */
    public Pass lossPass(
            Node.Output node, Map<String, NDArray> parameters, Moment moment, NDManager manager) {
        String key = Slot.key(node.name(), 0);
        return pass(node, key, random(key + " loss", moment, manager), parameters, moment, manager);
    }

    private Pass pass(
            Node node,
            int member,
            Map<String, NDArray> parameters,
            Moment moment,
            NDManager manager) {
        String own = Slot.key(node.name(), member);
        String key = Slot.key(graph.plan().owner(node), member);
        return pass(node, key, random(own, moment, manager), parameters, moment, manager);
    }

    /**
     * Returns the pass that a node's particle sees. A frozen node sees one that does not train.
     *
     * @param key what the names of its parameters begin with: its own, or that of the node whose
     *     weights it uses
     */
    private Pass pass(
            Node node,
            String key,
            PassRandom random,
            Map<String, NDArray> parameters,
            Moment moment,
            NDManager manager) {
        boolean still = moment.training() && graph.plan().isFrozen(node);
        return new GraphPass(
                still ? PassMode.EVALUATE : moment.mode(),
                manager,
                parameters,
                key + ".",
                node.name() + ".",
                random,
                kept);
    }

    private PassRandom random(String key, Moment moment, NDManager manager) {
        long step = PassRandom.mix(seed, moment.mode().ordinal());
        return new PassRandom(
                engine, manager, PassRandom.mix(PassRandom.mix(step, moment.number()), key));
    }
}
