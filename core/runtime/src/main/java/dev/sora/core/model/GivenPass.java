// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.model;

import ai.djl.ndarray.NDManager;
import dev.sora.core.NodeValue;
import dev.sora.core.data.MemoryRecords;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.generation.Generator;
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
import dev.sora.data.DataRecord;
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
import java.util.function.Function;

/**
 * Computes nodes of an open model for records as one batch, given values for others. Safe for any
 * thread.
 */
final class GivenPass {

    private final FittedGraph graph;
    private final DeviceModel device;
    private final MemoryRecords memory;
    private final Encoder encoder;

    GivenPass(FittedGraph graph, DeviceModel device) {
        this.graph = graph;
        this.device = device;
        Plan plan = graph.plan();
        // includes the columns of candidates: a tap receives both sides of a pair
        this.memory = new MemoryRecords(plan.nodes(Node.Input.class), plan.data().unicode());
        this.encoder = new Encoder(graph);
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

    /**
     * Computes nodes.
     *
     * @param given values by the name of a node, or of one member of a generation
     * @param wanted the names of the nodes
     * @param generator generates sequences from what was computed; absent if none are generated
     * @param action receives the values of the nodes by name, which are valid until it returns
     */
    <R> R compute(
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

    /** Converts maps of an application to records. */
    List<DataRecord> records(List<? extends Map<String, ?>> maps) {
        List<DataRecord> records = new ArrayList<>(maps.size());
        for (Map<String, ?> map : maps) {
            records.add(memory.of(map, records.size() + 1L, List.of()));
        }
        return records;
    }
}
