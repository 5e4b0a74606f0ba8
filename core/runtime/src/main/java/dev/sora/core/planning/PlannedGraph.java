// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.host.Nearest;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.GraphPlan;
import dev.sora.core.plan.Node;
import dev.sora.metric.Outcome;
import dev.sora.problem.SoraException;
import dev.sora.procedure.TrainedGraph;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The nodes of a plan, for procedures. */
record PlannedGraph(GraphPlan graph) implements TrainedGraph {

    @Override
    public List<String> nodes() {
        return graph.nodes().stream().map(Node::name).toList();
    }

    @Override
    public List<String> outputs() {
        return graph.nodes(Node.Output.class).stream().map(Node::name).toList();
    }

    @Override
    public SignalSpec signal(String node) {
        Node found = node(node);
        if (found.count() > 1) {
            throw new SoraException(
                    ManifestCode.PROCEDURE
                            .problem("'%s' is a generation of particles".formatted(node))
                            .needs("a node with one member")
                            .have("%d members".formatted(found.count()))
                            .fix("join them by a combiner, and name that"));
        }
        return found.signal();
    }

    @Override
    public Class<? extends Outcome> outcome(String output) {
        if (node(output) instanceof Node.Output found) {
            return found.planned().type().outcome();
        }
        throw new SoraException(
                ManifestCode.PROCEDURE
                        .problem("'%s' is not an output".formatted(output))
                        .needs("one of " + String.join(", ", outputs()))
                        .have(output)
                        .fix("name an output of the manifest"));
    }

    @Override
    public Set<String> upTo(String node) {
        Set<String> needed = new LinkedHashSet<>(Set.of(node(node).name()));
        List<Node> backwards = new ArrayList<>(graph.nodes());
        Collections.reverse(backwards);
        for (Node each : backwards) {
            if (needed.contains(each.name())) {
                each.from().forEach(source -> needed.add(source.node()));
            }
        }
        return needed;
    }

    private Node node(String name) {
        return graph.nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new SoraException(
                                        ManifestCode.PROCEDURE
                                                .problem("there is no node '%s'".formatted(name))
                                                .have(String.join(", ", nodes()))
                                                .fix(
                                                        Nearest.of(name, nodes())
                                                                .map(
                                                                        "did you mean '%s'?"
                                                                                ::formatted)
                                                                .orElse(
                                                                        "name a node of the"
                                                                                + " manifest"))));
    }
}
