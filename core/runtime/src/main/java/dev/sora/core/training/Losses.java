// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.graph.Defined;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.Flat;
import dev.sora.core.graph.Mixtures;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.graph.Weights;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.step.Computed;
import dev.sora.core.step.Minibatch;
import dev.sora.engine.Engine;
import dev.sora.engine.Tape;
import dev.sora.particle.Mixing;
import dev.sora.tensor.Signal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Computes the losses of minibatches, and their gradients. Nothing here waits for the device. */
final class Losses {

    private final Network network;
    private final Weights weights;
    private final Engine engine;

    Losses(Network network, Weights weights, Engine engine) {
        this.network = network;
        this.weights = weights;
        this.engine = engine;
    }

    /**
     * Computes the losses of a training step, and their gradient with respect to all trained
     * weights.
     *
     * @param outputs the outputs whose losses count; all if empty
     */
    Computed differentiate(Minibatch batch, Set<String> outputs) {
        return differentiate(batch, outputs, Map.of());
    }

    /**
     * Computes the losses of a part of a training step, and the gradient of their weighted sum.
     *
     * @param outputs the outputs whose losses count; all if empty
     * @param shares a factor of the loss of each output; 1 if missing
     */
    Computed differentiate(Minibatch batch, Set<String> outputs, Map<String, NDArray> shares) {
        try (Tape tape = engine.openTape()) {
            NDArray leaf = tape.watch(weights.trained());
            leaf.attach(batch.manager());
            Computed total =
                    forward(
                            batch,
                            leaf,
                            outputs,
                            shares,
                            Moment.training(batch.step(), batch.draws()),
                            batch.manager());
            tape.backward(total.loss());
            NDArray gradient = tape.gradient(leaf);
            gradient.attach(batch.manager());
            return total.with(total.loss().stopGradient(), gradient);
        }
    }

    /**
     * Computes the losses of a training step.
     *
     * @param outputs the outputs whose losses count; all if empty
     */
    Computed compute(Minibatch batch, Set<String> outputs) {
        // results of a view belong to the view's manager, and are freed with the step
        NDArray flat = weights.trained().stopGradient();
        flat.attach(batch.manager());
        return forward(
                batch,
                flat,
                outputs,
                Map.of(),
                Moment.training(batch.step(), batch.draws()),
                batch.manager());
    }

    /** Returns the result for a share without records: zero. */
    Computed ofNothing(Minibatch batch) {
        NDManager manager = batch.manager();
        Map<String, NDArray> none = new LinkedHashMap<>();
        for (LossTerm term : LossTerm.of(network.graph().plan())) {
            none.put(term.name(), manager.create(0f));
        }
        NDArray gradient = manager.zeros(weights.trained().getShape());
        return new Computed(manager.create(0f), none, Map.of(), Map.of(), gradient);
    }

    /**
     * Returns the loss of a minibatch with other weights; waits for the device.
     *
     * @param candidate the weights of a group; the others are unchanged
     */
    double with(NDArray candidate, ParameterLayout.Group group, Minibatch batch) {
        try (NDManager trial = batch.manager().newSubManager()) {
            NDArray flat = all(candidate, group, trial);
            // a trial must not change running statistics, and is compared with others: no dropout
            Moment moment = Moment.evaluation(batch.draws());
            return forward(batch, flat, Set.of(), Map.of(), moment, trial).loss().getFloat();
        }
    }

    private NDArray all(NDArray candidate, ParameterLayout.Group group, NDManager trial) {
        boolean whole = candidate.size() == weights.trained().size();
        NDArray flat = whole ? candidate.stopGradient() : weights.trained().duplicate();
        flat.attach(trial);
        if (!whole) {
            NDArray part = Flat.part(flat, group.start(), group.end());
            part.attach(trial);
            Flat.overwrite(part, candidate);
        }
        return flat;
    }

    private Computed forward(
            Minibatch batch,
            NDArray flat,
            Set<String> outputs,
            Map<String, NDArray> shares,
            Moment moment,
            NDManager manager) {
        Plan plan = network.graph().plan();
        Feed feed =
                new Feed(
                                batch.inputs(),
                                batch.targets(),
                                weights.views(flat, manager),
                                moment,
                                manager)
                        .with(batch.longest());
        Map<String, Signal> predictions = network.forward(feed);
        Map<String, NDArray> losses = new LinkedHashMap<>();
        Map<String, NDArray> defined = new LinkedHashMap<>();
        NDArray total = null;
        for (Node.Output output : plan.nodes(Node.Output.class)) {
            if (!outputs.isEmpty() && !outputs.contains(output.name())) {
                continue;
            }
            Signal prediction = predictions.get(output.name());
            Signal target = batch.targets().get(output.name());
            NDArray part = loss(output, prediction, target, feed);
            if (feed.mixed().isPresent()) {
                Mixing mixing = feed.mixed().get();
                Signal partners = Mixtures.partners(target, mixing);
                part =
                        part.mul((float) mixing.share())
                                .add(
                                        loss(output, prediction, partners, feed)
                                                .mul((float) (1 - mixing.share())));
            }
            losses.put(output.name(), part.stopGradient());
            if (target != null && target.has(Signal.DEFINED)) {
                defined.put(output.name(), Defined.count(target));
            }
            NDArray share = shares.get(output.name());
            part = share == null ? part : part.mul(share);
            NDArray weighted = output.lossWeight() == 1 ? part : part.mul(output.lossWeight());
            total = total == null ? weighted : total.add(weighted);
        }
        return new Computed(total, losses, defined, predictions, null);
    }

    private NDArray loss(Node.Output output, Signal prediction, Signal target, Feed feed) {
        return PluginWork.call(
                network.graph().plan(),
                output.planned(),
                "computed the loss of '" + output.name() + "'",
                () ->
                        network.graph()
                                .outputs()
                                .get(output.name())
                                .loss(prediction, target, network.lossPass(output, feed)));
    }
}
