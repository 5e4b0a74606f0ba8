// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.runs;

import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Weights;
import dev.sora.core.io.TensorData;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Rewiring;
import dev.sora.core.plan.Rewiring.Difference;
import dev.sora.core.plan.TakenNode;
import dev.sora.core.preparation.PriorModel;
import dev.sora.core.preparation.PriorModel.PriorNode;
import dev.sora.core.weights.ForeignWeights;
import dev.sora.particle.ParameterSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Initialises weights from other models: those of nodes that are taken from packages, of nodes that
 * have the same name and type in the model that the training starts from, and of nodes that start
 * from a file of another program. Where that model has a parameter that fits, it precedes the file:
 * its weights may have been tuned since they were read from it.
 */
public final class StartingWeights implements Weights.Start {

    private final FittedGraph graph;
    private final Optional<PriorModel> prior;
    private final Map<String, TakenNode> taken;
    private final Map<String, ForeignWeights> foreign;
    private final Map<String, PriorNode> known = new HashMap<>();

    public StartingWeights(FittedGraph graph, Optional<PriorModel> prior) {
        this.graph = graph;
        this.prior = prior;
        this.taken = graph.plan().taken();
        this.foreign = graph.plan().foreign();
        prior.ifPresent(this::find);
    }

    private void find(PriorModel model) {
        for (Node node : graph.plan().nodes()) {
            if (!taken.containsKey(node.name())) {
                model.node(node)
                        .filter(there -> there.count() == node.count())
                        .ifPresent(there -> known.put(node.name(), there));
            }
        }
    }

    @Override
    public void adapt(String node, int member, ParameterSpec spec, float[] values) {
        TakenNode from = taken.get(node);
        if (from != null) {
            TensorData tensor = from.weights().get(TakenNode.key(member, spec.name()));
            System.arraycopy(tensor.toFloats(), 0, values, 0, values.length);
            return;
        }
        PriorNode there = known.get(node);
        ForeignWeights file = foreign.get(node);
        if (file != null && (there == null || !fits(there, spec))) {
            ForeignStart.fill(file, spec, values);
            return;
        }
        if (there == null) {
            return;
        }
        named(there, spec)
                .ifPresent(
                        before ->
                                NamedRows.copy(
                                        before,
                                        prior.orElseThrow().values(there, member, before),
                                        spec,
                                        values));
    }

    private static boolean fits(PriorNode there, ParameterSpec spec) {
        return named(there, spec).filter(before -> NamedRows.found(before, spec) != 0).isPresent();
    }

    private static Optional<ParameterSpec> named(PriorNode node, ParameterSpec spec) {
        return node.parameters().stream().filter(p -> p.name().equals(spec.name())).findFirst();
    }

    /** Warns of inputs that prepare values otherwise than those that the weights know. */
    private void tellSettings(PriorModel model, RunListener listener) {
        for (Node.Input input : graph.plan().nodes(Node.Input.class)) {
            List<String> other = model.otherSettings(input);
            if (!other.isEmpty() && !taken.containsKey(input.name())) {
                listener.on(
                        new RunEvent.Warned(
                                input.name(),
                                "its settings are not those of %s, with which the weights were trained: %s"
                                        .formatted(
                                                model.file().getFileName(),
                                                String.join(", ", other))));
            }
        }
    }

    /** Reports which nodes start from the weights of the other model, and which do not. */
    public void tell(RunListener listener) {
        tellTaken(listener);
        foreign.forEach(
                (node, file) -> {
                    if (!known.containsKey(node)) {
                        ForeignStart.tell(graph, node, file, listener);
                    }
                });
        if (prior.isEmpty()) {
            return;
        }
        tellSettings(prior.get(), listener);
        prior.get()
                .rewired(graph.plan())
                .forEach(
                        (node, found) -> {
                            if (known.containsKey(node.name())
                                    && !graph.parameters(node).isEmpty()) {
                                found.stream()
                                        .findFirst()
                                        .ifPresent(
                                                first ->
                                                        tell(
                                                                node.name(),
                                                                prior.get().file(),
                                                                first,
                                                                listener));
                            }
                        });
        List<String> whole = new ArrayList<>();
        List<String> part = new ArrayList<>();
        List<String> fresh = new ArrayList<>();
        Plan plan = graph.plan();
        for (Node node : plan.nodes()) {
            List<ParameterSpec> parameters = graph.parameters(node);
            boolean own = plan.owner(node).equals(node.name()) && !taken.containsKey(node.name());
            if (parameters.isEmpty() || !own) {
                continue;
            }
            PriorNode there = known.get(node.name());
            if (there == null && foreign.containsKey(node.name())) {
                continue;
            }
            if (there == null) {
                (prior.get().node(node).isPresent() ? part : fresh).add(node.name());
                continue;
            }
            boolean all =
                    parameters.stream()
                            .allMatch(
                                    spec ->
                                            named(there, spec)
                                                    .filter(p -> NamedRows.found(p, spec) < 0)
                                                    .isPresent());
            if (all) {
                whole.add(node.name());
            } else {
                part.add(node.name() + rows(there, parameters));
            }
        }
        listener.on(new RunEvent.ContinuedFrom(prior.get().file(), whole, part, fresh));
    }

    /** Reports the nodes taken from packages that take several signals, of other names. */
    private void tellTaken(RunListener listener) {
        Rewiring here = new Rewiring(graph.plan().nodes());
        taken.forEach(
                (node, from) ->
                        here.find(from.wires(), from.node(), node).stream()
                                .filter(found -> found.now().size() > 1)
                                .findFirst()
                                .ifPresent(found -> tell(node, from.file(), found, listener)));
    }

    private static void tell(String node, Path file, Difference found, RunListener listener) {
        listener.on(
                new RunEvent.Warned(
                        node,
                        "takes %s where it took %s in %s: its weights were trained on those"
                                .formatted(found.now(), found.before(), file.getFileName())));
    }

    /** Returns how many rows a node keeps, if its rows have names. */
    private static String rows(PriorNode there, List<ParameterSpec> parameters) {
        for (ParameterSpec spec : parameters) {
            Optional<ParameterSpec> before = named(there, spec);
            if (!spec.rows().isEmpty() && before.isPresent()) {
                int found = NamedRows.found(before.get(), spec);
                int all = spec.rows().size();
                return " (%d of %d rows kept)".formatted(found < 0 ? all : found, all);
            }
        }
        return "";
    }
}
