// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.preparation;

import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.host.PluginScope;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.particle.FittedInput;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A model package that was read and planned, with the learned preprocessing of its particles
 * restored.
 *
 * @param file the file, for messages
 * @param contents the contents of the package
 * @param plan the plan of its manifest
 * @param graph the graph
 */
public record LoadedModel(Path file, ModelPackage contents, Plan plan, FittedGraph graph) {

    /** Restores the particles of a package. */
    public static LoadedModel of(Path file, ModelPackage contents, Plan plan) {
        Map<String, FittedInput> inputs = new LinkedHashMap<>();
        Map<String, FittedOutput> outputs = new LinkedHashMap<>();
        for (Node node : plan.nodes()) {
            try (PluginScope scope = new PluginScope(node.planned().plugin().loader())) {
                if (node instanceof Node.Input input) {
                    State state = state(file, contents, node);
                    inputs.put(node.name(), restored(plan, node, state, input.particle()::restore));
                } else if (node instanceof Node.Output output) {
                    State state = state(file, contents, node);
                    outputs.put(
                            node.name(), restored(plan, node, state, output.particle()::restore));
                }
            }
        }
        return new LoadedModel(file, contents, plan, FittedGraph.of(plan, inputs, outputs));
    }

    /** Returns this model without the values of its weights, which are stored elsewhere. */
    public LoadedModel withoutWeights() {
        return new LoadedModel(
                file,
                new ModelPackage(
                        contents.manifest(),
                        contents.lock(),
                        Map.of(),
                        Map.of(),
                        contents.metrics(),
                        contents.card()),
                plan,
                graph);
    }

    private static <R> R restored(Plan plan, Node node, State state, Function<State, R> restore) {
        return PluginWork.call(
                plan,
                node.planned(),
                "restored what '%s' learned".formatted(node.name()),
                () -> restore.apply(state));
    }

    private static State state(Path file, ModelPackage contents, Node node) {
        State state = contents.particles().get(node.name());
        if (state == null) {
            throw new DataException(
                    Problem.of(
                                    "SORA-4492",
                                    "the package lacks what '%s' learned".formatted(node.name()))
                            .where(file.toString())
                            .fix("train again, or use another copy of the package"));
        }
        return state;
    }
}
