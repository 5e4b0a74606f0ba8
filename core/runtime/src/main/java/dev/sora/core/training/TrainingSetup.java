// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDManager;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.plan.Plan;
import dev.sora.core.step.AskedModel;
import dev.sora.core.step.ModelGraph;
import dev.sora.engine.Engine;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The resources of a training.
 *
 * @param engine the running engine
 * @param network computes the graph
 * @param layout the places of the weights
 * @param models the models that the procedure asks, by name
 * @param manager frees all of it
 */
public record TrainingSetup(
        Engine engine,
        Network network,
        ParameterLayout layout,
        Map<String, AskedModel> models,
        NDManager manager) {

    /**
     * Creates the resources of a training.
     *
     * @param models the models that the procedure asks, by name
     * @param groups the nodes of each group of weights; empty if there are no groups
     * @throws SoraException if there is nothing to train
     */
    public static TrainingSetup of(
            FittedGraph graph,
            List<Set<String>> groups,
            Map<String, ModelGraph> models,
            Engine engine,
            NDManager manager) {
        ParameterLayout layout = new ParameterLayout(graph, groups);
        checkTrainable(graph.plan(), layout);
        Map<String, AskedModel> asked = new LinkedHashMap<>();
        graph.plan()
                .training()
                .procedure()
                .ifPresent(
                        procedure ->
                                procedure
                                        .models()
                                        .forEach(
                                                (name, node) ->
                                                        asked.put(
                                                                name,
                                                                AskedModel.of(
                                                                        node,
                                                                        models.get(name),
                                                                        graph,
                                                                        engine,
                                                                        manager))));
        return new TrainingSetup(
                engine, new Network(graph, engine, manager), layout, asked, manager);
    }

    /** Returns the resources with another graph of the same weights. */
    public TrainingSetup with(FittedGraph graph) {
        return graph == network.graph()
                ? this
                : new TrainingSetup(
                        engine, new Network(graph, engine, manager), layout, models, manager);
    }

    private static void checkTrainable(Plan plan, ParameterLayout layout) {
        if (layout.parameterCount() == 0) {
            throw new SoraException(
                    Problem.of("SORA-2392", "the graph has no weights: there is nothing to train")
                            .where(plan.manifest().where("outputs"))
                            .have(layout.frozenSize() == 0 ? "" : "nothing but frozen weights")
                            .fix(
                                    layout.frozenSize() == 0
                                            ? "add a particle that has weights"
                                            : "remove 'frozen' from a node, or use 'sora"
                                                    + " evaluate' on the package as it is"));
        }
    }
}
