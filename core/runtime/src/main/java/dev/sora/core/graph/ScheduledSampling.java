// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Source;
import dev.sora.generation.GeneratingOutput;
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
import java.util.Set;

/**
 * Lets training read some symbols of the model's own choice instead of the right ones (scheduled
 * sampling; Bengio et al., 2015). One pass over the right symbols gives the choices of all steps,
 * and a second one reads what is mixed of both (Mihaylova and Martins, 2019), so that a decoder
 * computes all steps at once as without it. What does not depend on the sequence so far is computed
 * once; the first pass has no gradient.
 */
final class ScheduledSampling {

    private final Network network;
    private final List<Node.Output> outputs = new ArrayList<>();

    /** The nodes whose values the second pass takes from the first. */
    private final Set<String> kept = new LinkedHashSet<>();

    private final Set<String> wanted = new LinkedHashSet<>();
    private final List<String> names;
    private final Map<Set<String>, Subgraph> parts = new HashMap<>();

    /** Finds the outputs that sample. */
    ScheduledSampling(Network network, List<String> names, Map<String, GrowingPath> growing) {
        this.network = network;
        this.names = names;
        Plan plan = network.graph().plan();
        for (Node.Output output : plan.nodes(Node.Output.class)) {
            if (network.graph().outputs().get(output.name()) instanceof GeneratingOutput generating
                    && generating.samples()) {
                checkProcedure(plan, output);
                outputs.add(output);
                GrowingPath path = growing.get(output.name());
                checkAlone(plan, output, growing);
                kept.add(path.soFar());
                kept.addAll(path.complete());
                output.from().stream().map(Source::node).forEach(wanted::add);
            }
        }
        wanted.addAll(kept);
    }

    /** A procedure computes its own passes, with the right symbols. */
    private static void checkProcedure(Plan plan, Node.Output output) {
        if (plan.training().procedure().isPresent()) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-2324",
                                    "'%s' samples, which a procedure of its own does not"
                                            .formatted(output.name()))
                            .where(plan.manifest().where(output.planned().path()))
                            .needs("training without 'procedure', or no 'scheduled_sampling'")
                            .fix("leave out one of them"));
        }
    }

    /** Another output would be trained on the choices of this one. */
    private static void checkAlone(
            Plan plan, Node.Output output, Map<String, GrowingPath> growing) {
        String soFar = growing.get(output.name()).soFar();
        for (Node.Output other : plan.nodes(Node.Output.class)) {
            GrowingPath path = growing.get(other.name());
            if (path != null && !other.name().equals(output.name()) && path.soFar().equals(soFar)) {
                throw new SoraException(
                        Problem.of(
                                        "SORA-2325",
                                        "'%s' samples, and '%s' reads the same sequence so far"
                                                .formatted(output.name(), other.name()))
                                .where(plan.manifest().where(output.planned().path()))
                                .needs("an input of its own for each of them")
                                .have("'%s' in both".formatted(soFar))
                                .fix(
                                        "add an input like '%s' for one of them, or leave out 'scheduled_sampling'"
                                                .formatted(soFar)));
            }
        }
    }

    boolean isWanted(Feed feed) {
        return !outputs.isEmpty() && feed.moment().training();
    }

    /**
     * Computes the raw predictions of a training step.
     *
     * @param given the values of nodes that are given, such as those of frozen ones
     */
    Map<String, Value> compute(Map<String, Value> given, Feed feed) {
        Map<String, Value> values =
                new HashMap<>(network.compute(part(wanted, given.keySet()), given, feed));
        Map<String, Value> mixed = new LinkedHashMap<>(given);
        kept.forEach(name -> mixed.put(name, values.get(name)));
        for (Node.Output node : outputs) {
            GeneratingOutput output = (GeneratingOutput) network.graph().outputs().get(node.name());
            String soFar = node.from().get(output.soFar()).node();
            Signal right = values.get(soFar).member(0);
            network.workOn(
                    node,
                    feed,
                    pass -> {
                        NDArray symbols =
                                output.sampled(
                                        Network.inputs(node, values), feed.moment().step(), pass);
                        mixed.put(soFar, Value.of(right.withValues(symbols.stopGradient())));
                    });
        }
        return network.compute(part(names, mixed.keySet()), mixed, feed);
    }

    /** Each part is determined once: with the values of frozen nodes, and without. */
    private Subgraph part(Collection<String> nodes, Set<String> given) {
        synchronized (parts) {
            return parts.computeIfAbsent(
                    Set.copyOf(given), known -> network.subgraph(nodes, known));
        }
    }
}
