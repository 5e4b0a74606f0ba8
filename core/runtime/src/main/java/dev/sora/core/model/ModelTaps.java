// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.model;

import dev.sora.core.NodeValue;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Value;
import dev.sora.core.prediction.DeviceModel;
import dev.sora.tensor.Signal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Returns the values of nodes of an open model, given values for others. Safe for any thread. */
final class ModelTaps {

    private final FittedGraph graph;
    private final DeviceModel device;
    private final GivenPass pass;

    ModelTaps(FittedGraph graph, DeviceModel device, GivenPass pass) {
        this.graph = graph;
        this.device = device;
        this.pass = pass;
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
        return pass.compute(
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

    /** Returns the inputs that a node depends on. */
    Set<String> inputs(String node) {
        return device.network().subgraph(Set.of(node), Set.of()).inputs();
    }
}
