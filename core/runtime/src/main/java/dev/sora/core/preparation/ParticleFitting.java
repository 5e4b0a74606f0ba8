// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.preparation;

import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.data.RunTables;
import dev.sora.core.data.SharedScan;
import dev.sora.core.data.SplitRecords;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.host.PluginScope;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.TakenNode;
import dev.sora.data.Records;
import dev.sora.data.Tables;
import dev.sora.particle.FittedInput;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Fits the input and output particles of a plan to the training records. Particles whose learned
 * state is taken from another model are restored; those of a model that the training continues from
 * grow.
 */
final class ParticleFitting {

    private final Plan plan;
    private final Optional<PriorModel> prior;
    private final RunListener listener;
    private final RunTables tables;

    ParticleFitting(Plan plan, Optional<PriorModel> prior, RunTables tables, RunListener listener) {
        this.tables = tables;
        this.plan = plan;
        this.prior = prior;
        this.listener = listener;
    }

    /**
     * Fits all input and output particles to the training records, and plans the graph with what
     * they learned.
     */
    FittedGraph fit(SplitRecords train) {
        long rejected;
        FittedGraph graph;
        do {
            // what one particle cannot learn from, another must not have learned from either
            rejected = train.rejected();
            graph = fitAll(train);
        } while (train.rejected() > rejected);
        return graph;
    }

    /** Reports what fitted particles warn of. */
    void warn(FittedGraph graph) {
        for (Node node : plan.nodes()) {
            Supplier<List<String>> found =
                    node instanceof Node.Input
                            ? graph.inputs().get(node.name())::warnings
                            : node instanceof Node.Output
                                    ? graph.outputs().get(node.name())::warnings
                                    : List::of;
            List<String> warnings =
                    PluginWork.call(
                            plan,
                            node.planned(),
                            "reported what '%s' found in the data".formatted(node.name()),
                            () -> PluginScope.call(node.planned().plugin().loader(), found));
            warnings.forEach(text -> listener.on(new RunEvent.Warned(node.name(), text)));
        }
    }

    private FittedGraph fitAll(SplitRecords train) {
        Map<String, FittedInput> inputs = new ConcurrentHashMap<>();
        Map<String, FittedOutput> outputs = new ConcurrentHashMap<>();
        List<SharedScan.Job> jobs = new ArrayList<>();
        for (Node node : plan.nodes()) {
            Optional<State> before = prior.flatMap(model -> model.state(node));
            if (node instanceof Node.Input input) {
                Optional<State> learned = plan.keys(node.name()).taken().flatMap(TakenNode::state);
                if (learned.isPresent()) {
                    // what was learned elsewhere is not learned again
                    inputs.put(node.name(), restored(input, learned.get()));
                } else {
                    InputParticle particle = input.particle();
                    Tables own = tables.of(input);
                    jobs.add(
                            job(
                                    node,
                                    given ->
                                            before.map(state -> particle.grow(state, given, own))
                                                    .orElseGet(() -> particle.fit(given, own)),
                                    inputs));
                }
            } else if (node instanceof Node.Output output) {
                OutputParticle particle = output.particle();
                jobs.add(
                        job(
                                node,
                                given ->
                                        before.map(state -> particle.grow(state, given))
                                                .orElseGet(() -> particle.fit(given)),
                                outputs));
            }
        }
        SharedScan.run(train, jobs);
        return FittedGraph.of(plan, inOrder(inputs), inOrder(outputs));
    }

    private FittedInput restored(Node.Input node, State state) {
        return PluginWork.call(
                plan,
                node.planned(),
                "restored what '%s' learned".formatted(node.name()),
                () ->
                        PluginScope.call(
                                node.planned().plugin().loader(),
                                () -> node.particle().restore(state)));
    }

    /** Brings what was fitted side by side into the order of the plan. */
    private <R> Map<String, R> inOrder(Map<String, R> fitted) {
        Map<String, R> ordered = new LinkedHashMap<>();
        for (Node node : plan.nodes()) {
            if (fitted.containsKey(node.name())) {
                ordered.put(node.name(), fitted.get(node.name()));
            }
        }
        return ordered;
    }

    private <R> SharedScan.Job job(Node node, Function<Records, R> fit, Map<String, R> fitted) {
        return new SharedScan.Job(
                node.name(),
                given ->
                        fitted.put(
                                node.name(),
                                PluginWork.call(
                                        plan,
                                        node.planned(),
                                        "fitted '%s' to the data".formatted(node.name()),
                                        () ->
                                                PluginScope.call(
                                                        node.planned().plugin().loader(),
                                                        () -> fit.apply(given)))));
    }
}
