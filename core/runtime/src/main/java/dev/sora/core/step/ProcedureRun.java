// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.step;

import ai.djl.ndarray.NDArray;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.graph.Subgraph;
import dev.sora.core.graph.Weights;
import dev.sora.core.plan.PlannedProcedure;
import dev.sora.engine.Engine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Trains on minibatches by the procedure of a plan. */
public final class ProcedureRun {

    /** Lets an optimiser update the weights of a part. */
    @FunctionalInterface
    public interface Update {

        /**
         * Updates the weights.
         *
         * @param gradient with respect to the weights of the part; it is consumed
         * @param factor the factor of the learning rate
         */
        void run(Minibatch batch, String part, NDArray gradient, double factor);
    }

    private record Wanted(Set<String> nodes, Set<String> given) {}

    private final PlannedProcedure planned;
    private final Network network;
    private final Engine engine;
    private final Map<String, AskedModel> models;
    private final Weights weights;
    private final Update update;
    private final Map<Wanted, Subgraph> subgraphs = new HashMap<>();

    /**
     * Creates an instance.
     *
     * @param models the models that the procedure asks, by name
     * @param weights what it trains
     * @param update lets the optimisers of parts update them
     */
    public ProcedureRun(
            PlannedProcedure planned,
            Network network,
            Engine engine,
            Map<String, AskedModel> models,
            Weights weights,
            Update update) {
        this.planned = planned;
        this.network = network;
        this.engine = engine;
        this.models = models;
        this.weights = weights;
        this.update = update;
    }

    /**
     * Trains on a minibatch.
     *
     * @param factor the factor of the learning rates
     */
    public Computed run(Minibatch batch, double factor) {
        PartStep step = new PartStep(this, batch, factor);
        PluginWork.run(
                network().graph().plan(),
                planned.planned(),
                "trained on a minibatch",
                () -> planned.procedure().step(step));
        return step.result();
    }

    Network network() {
        return network;
    }

    Engine engine() {
        return engine;
    }

    Weights weights() {
        return weights;
    }

    AskedModel model(String name) {
        AskedModel model = models.get(name);
        if (model == null) {
            throw new IllegalArgumentException(
                    "the plan names no model '%s', but %s".formatted(name, models.keySet()));
        }
        return model;
    }

    /** Returns which nodes are computed for some, given others; determined once. */
    Subgraph subgraph(Set<String> nodes, Set<String> given) {
        return subgraphs.computeIfAbsent(
                new Wanted(Set.copyOf(nodes), Set.copyOf(given)),
                wanted -> network().subgraph(wanted.nodes(), wanted.given()));
    }

    /** Returns the position of a part among the groups of weights. */
    int place(String part) {
        int place = List.copyOf(planned.parts().keySet()).indexOf(part);
        if (place < 0) {
            throw new IllegalArgumentException(
                    "the plan has no part '%s', but %s".formatted(part, planned.parts().keySet()));
        }
        return place;
    }

    void apply(Minibatch batch, String part, NDArray gradient, double factor) {
        update.run(batch, part, gradient, factor);
    }
}
