// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.model;

import ai.djl.ndarray.NDManager;
import dev.sora.core.NodeValue;
import dev.sora.core.Prediction;
import dev.sora.core.data.MemoryRecords;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.generation.Generator;
import dev.sora.core.generation.SymbolListener;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.GrowingPath;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.Subgraph;
import dev.sora.core.graph.Value;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.prediction.DeviceModel;
import dev.sora.core.prediction.OutputDecoder;
import dev.sora.core.retrieval.DataProcedure;
import dev.sora.core.retrieval.Retriever;
import dev.sora.data.DataRecord;
import dev.sora.generation.GeneratingOutput;
import dev.sora.generation.Search;
import dev.sora.particle.PassMode;
import dev.sora.particle.PassRandom;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Computes nodes of an open model for records, given values for others. Safe for any thread. */
final class ModelTaps {

    private final FittedGraph graph;
    private final Plan plan;
    private final DeviceModel device;
    private final MemoryRecords memory;
    private final Encoder encoder;
    private final OutputDecoder decoder;

    ModelTaps(FittedGraph graph, DeviceModel device) {
        this.graph = graph;
        this.plan = graph.plan();
        this.device = device;
        // includes the columns of candidates: a tap receives both sides of a pair
        this.memory = new MemoryRecords(plan.nodes(Node.Input.class), plan.data().unicode());
        this.encoder = new Encoder(graph);
        this.decoder = new OutputDecoder(graph);
    }

    /**
     * Returns the values of nodes, given values for others.
     *
     * @param names the nodes, or members of them
     */
    Map<String, NodeValue> tap(
            List<? extends Map<String, ?>> records,
            Map<String, NodeValue> given,
            Collection<String> names) {
        Map<String, NodeReference> wanted = new LinkedHashMap<>();
        names.forEach(name -> wanted.put(name, NodeReference.ofRecords(graph, name)));
        Set<String> nodes = new LinkedHashSet<>();
        wanted.values().forEach(reference -> nodes.add(reference.name()));
        return compute(
                records,
                given,
                nodes,
                Moment.PREDICTION,
                Optional.empty(),
                values -> {
                    Map<String, NodeValue> tapped = new LinkedHashMap<>();
                    wanted.forEach(
                            (name, of) -> {
                                Value value = values.get(of.name());
                                List<Signal> signals =
                                        of.member().isPresent()
                                                ? List.of(value.member(of.member().getAsInt()))
                                                : value.members();
                                tapped.put(name, HostValues.download(of.node(), signals));
                            });
                    return tapped;
                });
    }

    /** Predicts, given values of nodes. */
    List<Prediction> predict(List<? extends Map<String, ?>> records, Map<String, NodeValue> given) {
        DataProcedure.of(graph).retriever().ifPresent(retriever -> refuse(retriever, given));
        List<String> outputs = plan.nodes(Node.Output.class).stream().map(Node::name).toList();
        return compute(
                records,
                given,
                outputs,
                Moment.PREDICTION,
                Optional.of(Generator.asStated()),
                values -> predictions(values, records(records), 0));
    }

    /** Predicts some outputs with random numbers of a seed, batch after batch. */
    List<Prediction> generate(
            List<? extends Map<String, ?>> records, Collection<String> outputs, long seed) {
        DataProcedure.of(graph).retriever().ifPresent(retriever -> refuse(retriever, Map.of()));
        int size = plan.training().batches().evaluationSize();
        List<Prediction> all = new ArrayList<>(records.size());
        for (int from = 0; from < records.size(); from += size) {
            List<? extends Map<String, ?>> batch =
                    records.subList(from, Math.min(records.size(), from + size));
            all.addAll(
                    compute(
                            batch,
                            Map.of(),
                            outputs,
                            new Moment(PassMode.PREDICT, PassRandom.mix(seed, from)),
                            Optional.of(Generator.asStated(seed)),
                            values -> predictions(values, records(batch), all.size())));
        }
        return all;
    }

    /** Returns whether the answers of an output are generated symbol by symbol. */
    boolean generates(String output) {
        return graph.outputs().get(output) instanceof GeneratingOutput;
    }

    /** Generates the sequence of one output for one record; reports what it has so far. */
    Prediction generate(
            Map<String, ?> record,
            String output,
            Search search,
            long seed,
            Consumer<String> soFar) {
        if (!(graph.outputs().get(output) instanceof GeneratingOutput generating)) {
            throw new SoraException(
                    Problem.of("SORA-4381", "'%s' does not generate sequences".formatted(output))
                            .needs("an output such as 'generated-text'")
                            .have("outputs " + graph.outputs().keySet()));
        }
        List<Integer> symbols = new ArrayList<>();
        SymbolListener listener =
                (row, symbol) -> {
                    symbols.add(symbol);
                    int[] all = symbols.stream().mapToInt(each -> each).toArray();
                    soFar.accept(generating.text(all));
                };
        return compute(
                        List.of(record),
                        Map.of(),
                        List.of(output),
                        new Moment(PassMode.PREDICT, seed),
                        Optional.of(Generator.of(search, seed, listener)),
                        values -> predictions(values, records(List.of(record)), 0))
                .get(0);
    }

    private List<Prediction> predictions(
            Map<String, Value> values, List<DataRecord> records, long before) {
        Map<String, Signal> raw = new LinkedHashMap<>();
        values.forEach((name, value) -> raw.put(name, value.member(0)));
        List<Prediction> predictions = new ArrayList<>();
        for (Map<String, Map<String, Object>> each : decoder.decode(raw, records)) {
            predictions.add(
                    new Prediction(
                            MemoryRecords.ORIGIN,
                            before + predictions.size() + 1,
                            Map.of(),
                            each,
                            Optional.empty()));
        }
        return predictions;
    }

    /** Returns the inputs that a node depends on. */
    Set<String> inputs(String node) {
        return device.network().subgraph(Set.of(node), Set.of()).inputs();
    }

    private static void refuse(Retriever retriever, Map<String, NodeValue> given) {
        throw new SoraException(
                Problem.of(
                                "SORA-4904",
                                "'%s' chooses among candidates: it does not predict with given"
                                                .formatted(retriever.node().name())
                                        + " values")
                        .have("values of " + given.keySet())
                        .fix(
                                "tap '%s' for records that name a candidate each: tapWith gives"
                                                .formatted(retriever.node().name())
                                        + " their scores"));
    }

    private static void refuse(String output, GrowingPath path, Set<String> given) {
        for (String node : given) {
            if (path.grows(node) || node.equals(output)) {
                throw new SoraException(
                        Problem.of(
                                        "SORA-4380",
                                        "'%s' cannot be given: it grows while '%s' generates"
                                                .formatted(node, output))
                                .have("values of " + given)
                                .fix(
                                        "give nodes that do not depend on the sequence so far, or"
                                                + " tap '%s' with tapWith".formatted(output)));
            }
        }
    }

    private Map<String, Value> generated(
            Generator generator, Map<String, Value> computed, Map<String, Value> given, Feed feed) {
        Map<String, Signal> raw = new LinkedHashMap<>();
        computed.forEach((name, value) -> raw.put(name, value.member(0)));
        Map<String, Value> all = new LinkedHashMap<>();
        generator
                .generated(device.network(), raw, given, feed)
                .forEach((name, signal) -> all.put(name, Value.of(signal)));
        return all;
    }

    private <R> R compute(
            List<? extends Map<String, ?>> records,
            Map<String, NodeValue> given,
            Collection<String> wanted,
            Moment moment,
            Optional<Generator> generator,
            Function<Map<String, Value>, R> action) {
        if (records.isEmpty()) {
            throw new SoraException(
                    Problem.of("SORA-4903", "there are no records to compute nodes for")
                            .fix("give at least one; where no input is computed, an empty map"));
        }
        Network network = device.network();
        GivenValues replaced = GivenValues.of(graph, given, records.size());
        Set<String> known = new LinkedHashSet<>(replaced.nodes().keySet());
        // a node of which only some members are given is computed first, and then replaced
        List<Subgraph> before = new ArrayList<>();
        for (String node : replaced.members().keySet()) {
            before.add(network.subgraph(Set.of(node), known));
            known.add(node);
        }
        if (generator.isPresent()) {
            network.growing().forEach((output, path) -> refuse(output, path, known));
        }
        Subgraph last = network.subgraph(wanted, known);
        Set<String> inputs = new LinkedHashSet<>(last.inputs());
        before.forEach(subgraph -> inputs.addAll(subgraph.inputs()));
        return device.predict(
                records.size(),
                manager -> {
                    Feed feed =
                            Feed.inference(
                                    inputs.isEmpty()
                                            ? Map.of()
                                            : encoder.encodeTogether(records(records), inputs)
                                                    .upload(manager)
                                                    .inputs(),
                                    device.weights().views(manager),
                                    moment,
                                    manager);
                    Map<String, Value> values = new HashMap<>();
                    replaced.nodes()
                            .forEach(
                                    (name, value) ->
                                            values.put(name, upload(name, value, manager)));
                    for (Subgraph subgraph : before) {
                        String name = subgraph.wanted().iterator().next();
                        Value value = network.compute(subgraph, Map.copyOf(values), feed).get(name);
                        for (Map.Entry<Integer, NodeValue> member :
                                replaced.members().get(name).entrySet()) {
                            value =
                                    value.withMember(
                                            member.getKey(),
                                            HostValues.upload(member.getValue(), false, manager)
                                                    .member(0));
                        }
                        values.put(name, value);
                    }
                    Map<String, Value> computed = network.compute(last, values, feed);
                    return action.apply(
                            generator.isPresent()
                                    ? generated(generator.get(), computed, values, feed)
                                    : computed);
                });
    }

    private Value upload(String node, NodeValue value, NDManager manager) {
        return HostValues.upload(value, device.network().computesAtOnce(node), manager);
    }

    private List<DataRecord> records(List<? extends Map<String, ?>> maps) {
        List<DataRecord> records = new ArrayList<>(maps.size());
        for (Map<String, ?> map : maps) {
            records.add(memory.of(map, records.size() + 1L, List.of()));
        }
        return records;
    }
}
