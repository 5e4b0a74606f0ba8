// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sora.core.device.NodePrecision;
import dev.sora.core.plan.Arity;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Source;
import dev.sora.core.planning.graph.Wiring;
import dev.sora.engine.Engine;
import dev.sora.generation.StepwiseOutput;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.Pass;
import dev.sora.particle.PassMode;
import dev.sora.particle.PassRandom;
import dev.sora.particle.VectorisedParticle;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Computes nodes of the graph, given values for others. It has no state except the constants that
 * particles keep. Safe for any thread.
 *
 * <p>{@link #compute} is the only primitive: training and prediction request the outputs, a tap
 * requests any node, and a caller that replaces the value of a node gives it and requests nodes
 * that depend on it. Only the nodes that are needed are computed.
 */
public final class Network {

    private final FittedGraph graph;
    private final Engine engine;
    private final long seed;
    private final KeptTensors kept;
    private final NodePrecision precision;
    private final RawPredictions predictions;
    private final Map<String, WiredNode> outputs = new HashMap<>();
    private final Map<String, Set<String>> buffers = new HashMap<>();
    private final Map<String, GrowingPath> growing = new LinkedHashMap<>();

    /**
     * Creates the network of a graph.
     *
     * @param engine draws random numbers
     * @param manager frees the tensors that particles keep; the network cannot be used afterwards
     */
    public Network(FittedGraph graph, Engine engine, NDManager manager) {
        this.graph = graph;
        this.engine = engine;
        this.seed = graph.plan().seed();
        this.precision = new NodePrecision(engine);
        this.kept = new KeptTensors(manager, new Handles(engine));
        graph.plan().nodes().forEach(node -> buffers.put(node.name(), graph.buffers(node)));
        for (Node.Output output : graph.plan().nodes(Node.Output.class)) {
            if (graph.outputs().get(output.name()) instanceof StepwiseOutput stepwise) {
                growing.put(output.name(), GrowingPath.of(graph.plan(), output, stepwise));
            }
        }
        this.predictions = new RawPredictions(this, growing);
        predictions.nodes().stream()
                .filter(wired -> wired.node() instanceof Node.Output)
                .forEach(wired -> outputs.put(wired.name(), wired));
    }

    /** Returns the decoders of the outputs that generate, by the name of the output. */
    public Map<String, GrowingPath> growing() {
        return Collections.unmodifiableMap(growing);
    }

    /**
     * Returns a decoder before its first symbol; the caller closes it.
     *
     * @param complete the values of the path's complete nodes
     * @param records the number of records
     * @param feed the parameters and the moment; its manager owns the decoder
     */
    public Decoder decoder(GrowingPath path, Map<String, Value> complete, int records, Feed feed) {
        return new Decoder(this, path, complete, records, feed);
    }

    /**
     * Returns constants that live as long as this network, for passes whose weights never change.
     */
    public Parameters.Constants lasting() {
        return kept;
    }

    /** Returns the graph. */
    public FittedGraph graph() {
        return graph;
    }

    /** Returns the engine that computes. */
    public Engine engine() {
        return engine;
    }

    /**
     * Determines once which nodes to compute for some nodes, given the values of others.
     *
     * @throws IllegalArgumentException if there is no node of a name
     */
    public Subgraph subgraph(Collection<String> wanted, Collection<String> given) {
        return Subgraph.of(graph.plan(), wanted, given);
    }

    /** Returns whether one call computes all members of a node. */
    public boolean computesAtOnce(String node) {
        return graph.plan().nodes().stream()
                .anyMatch(
                        other ->
                                other.name().equals(node)
                                        && Wiring.computesAllAtOnce(other, graph.plan()));
    }

    /**
     * Computes the raw predictions of a batch. If an input has several views of a record, they are
     * the means over all views, except in training.
     *
     * @return the raw prediction of each output particle, which belongs to the manager of the feed
     */
    public Map<String, Signal> forward(Feed feed) {
        return predictions.of(feed);
    }

    /**
     * Computes the values of nodes for a batch.
     *
     * @param subgraph the nodes, from {@link #subgraph}
     * @param given the values of the given nodes, with all members, the planned roles, and the
     *     records of this batch
     * @return the value of each wanted node, which belongs to the manager of the feed; the value of
     *     a given node is returned as given
     */
    public Map<String, Value> compute(Subgraph subgraph, Map<String, Value> given, Feed feed) {
        if (!given.keySet().equals(subgraph.given())) {
            throw new IllegalArgumentException(
                    "values of %s, where those of %s were planned"
                            .formatted(given.keySet(), subgraph.given()));
        }
        Map<String, Value> values = new HashMap<>(given);
        for (WiredNode wired : subgraph.nodes()) {
            work(wired, () -> values.put(wired.name(), compute(wired, values, feed)));
        }
        Map<String, Value> wanted = new LinkedHashMap<>();
        subgraph.wanted().forEach(name -> wanted.put(name, values.get(name)));
        return wanted;
    }

    /** Runs what a node computes, with its failures attributed to its plugin. */
    void work(WiredNode wired, Runnable action) {
        Node node = wired.node();
        String what = "computed '" + wired.name() + "'";
        precision.run(node, () -> PluginWork.run(graph.plan(), node.planned(), what, action));
    }

    /** Runs work whose nodes compute in full precision. */
    public <T> T inFullPrecision(Supplier<T> work) {
        return precision.full(work);
    }

    /** Runs what an output computes apart from its prediction, with random numbers of its own. */
    void workOn(Node.Output node, Feed feed, Consumer<Pass> action) {
        WiredNode wired = outputs.get(node.name());
        work(wired, () -> action.accept(pass(wired, wired.places().get(0), " sampling", feed)));
    }

    Value compute(WiredNode wired, Map<String, Value> values, Feed feed) {
        Node node = wired.node();
        if (node instanceof Node.Input) {
            NDList encoded = feed.inputs().get(node.name());
            return Value.of(graph.inputs().get(node.name()).forward(encoded, pass(wired, 0, feed)));
        }
        if (node instanceof Node.Combine combine) {
            return Value.of(
                    combine.combiner()
                            .combine(Value.parts(sources(combine, values)), pass(wired, 0, feed)));
        }
        return node instanceof Node.Core core
                ? particle(wired, core, values, feed)
                : Value.of(prediction(wired, (Node.Output) node, values, feed));
    }

    /** Returns the operands of a combiner: whole generations, or single members of them. */
    private static List<Value> sources(Node.Combine node, Map<String, Value> values) {
        List<Value> sources = new ArrayList<>();
        for (Source source : node.from()) {
            sources.add(
                    source.member().isPresent()
                            ? Value.of(signal(source, values))
                            : values.get(source.node()));
        }
        return sources;
    }

    private Value particle(WiredNode wired, Node.Core node, Map<String, Value> values, Feed feed) {
        if (wired.atOnce()) {
            return Value.stacked(
                    ((VectorisedParticle) node.particle())
                            .forwardAll(
                                    signal(node.from().get(0), values),
                                    pass(wired, 0, feed),
                                    node.count()));
        }
        List<Signal> inputs = wired.pairwise() ? List.of() : inputs(node, values);
        List<Signal> members = new ArrayList<>(node.count());
        for (int i = 0; i < node.count(); i++) {
            List<Signal> own =
                    wired.pairwise()
                            ? List.of(values.get(node.from().get(0).node()).member(i))
                            : inputs;
            members.add(node.particle().forward(own, pass(wired, i, feed)));
        }
        return Value.of(members);
    }

    /** Returns the signals that every member reads. */
    static List<Signal> inputs(Node node, Map<String, Value> values) {
        return Arity.read(
                node.planned().type(),
                node.from(),
                source ->
                        source.member().isPresent()
                                ? List.of(signal(source, values))
                                : values.get(source.node()).members());
    }

    private Signal prediction(
            WiredNode wired, Node.Output node, Map<String, Value> values, Feed feed) {
        FittedOutput output = graph.outputs().get(node.name());
        List<Signal> inputs = inputs(node, values);
        Pass pass = pass(wired, 0, feed);
        Signal target = feed.targets().get(node.name());
        return target == null ? output.forward(inputs, pass) : output.forward(inputs, target, pass);
    }

    private static Signal signal(Source source, Map<String, Value> values) {
        return values.get(source.node()).member(source.member().orElse(0));
    }

    /** Returns the pass in which an output computes its loss. */
    public Pass lossPass(Node.Output node, Feed feed) {
        WiredNode wired = outputs.get(node.name());
        return pass(wired, wired.places().get(0), " loss", feed);
    }

    Pass pass(WiredNode wired, Feed feed) {
        return pass(wired, 0, feed);
    }

    private Pass pass(WiredNode wired, int place, Feed feed) {
        return pass(wired, wired.places().get(place), "", feed);
    }

    /**
     * Returns the pass of a node's particle. That of a frozen node is not a training pass.
     *
     * @param use separates the random numbers of two passes of one particle
     */
    private Pass pass(WiredNode wired, WiredNode.Place place, String use, Feed feed) {
        Moment moment = feed.moment();
        return new GraphPass(
                moment.training() && wired.frozen() ? PassMode.EVALUATE : moment.mode(),
                feed.manager(),
                feed.parameters(),
                place.parameters(),
                wired.name() + ".",
                wired.tied(),
                buffers.get(wired.name()),
                "",
                random(place.key() + use, moment, feed.manager()),
                kept,
                moment.view(),
                feed.longest().getOrDefault(wired.name(), 0),
                feed.constants(),
                precision,
                engine,
                mixes(wired.node()) ? feed.mixing() : null);
    }

    private static boolean mixes(Node node) {
        return node instanceof Node.Input input && input.particle().mixes();
    }

    private PassRandom random(String key, Moment moment, NDManager manager) {
        long step = PassRandom.mix(seed, moment.mode().ordinal());
        return new PassRandom(
                engine, manager, PassRandom.mix(PassRandom.mix(step, moment.number()), key));
    }
}
