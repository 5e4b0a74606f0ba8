// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.graph.Weights;
import dev.sora.core.plan.Node;
import dev.sora.engine.Engine;
import dev.sora.engine.Tape;
import dev.sora.optimiser.Optimiser;
import dev.sora.optimiser.OptimiserStep;
import dev.sora.tensor.Signal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One minibatch: forward, backward, update. Nothing here waits for the device. */
final class Step implements OptimiserStep {

    private final Network network;
    private final Weights weights;
    private final Engine engine;
    private final Optimiser optimiser;
    private final Optional<Double> clipNorm;
    private final RateFactors factors;

    private NDManager manager;
    private Map<String, NDList> inputs;
    private Map<String, NDList> targets;
    private Map<String, Signal> predictions;
    private final Map<String, NDArray> losses = new LinkedHashMap<>();
    private NDArray loss;
    private NDArray gradient;
    private long number;
    private double learningRate;

    Step(
            Network network,
            Weights weights,
            Engine engine,
            Optimiser optimiser,
            Optional<Double> clipNorm) {
        this.network = network;
        this.weights = weights;
        this.engine = engine;
        this.optimiser = optimiser;
        this.clipNorm = clipNorm;
        this.factors = new RateFactors(weights);
    }

    /** Does the step; {@link #loss()} and {@link #predictions()} are valid until the next one. */
    void run(
            Map<String, NDList> batchInputs,
            Map<String, NDList> batchTargets,
            NDManager stepManager,
            long stepNumber,
            double rate) {
        manager = stepManager;
        inputs = batchInputs;
        targets = batchTargets;
        number = stepNumber;
        learningRate = rate;
        gradient = null;
        if (optimiser.usesGradient()) {
            differentiate();
        } else {
            // what is made of a view belongs to the view's manager, and is freed with the step
            NDArray flat = weights.trained().stopGradient();
            flat.attach(manager);
            loss = forward(flat, Moment.training(number));
        }
        List<NDArray> before = factors.before(manager);
        PluginWork.run(
                network.graph().plan(),
                network.graph().plan().training().optimiser(),
                "did a step",
                () -> optimiser.step(this));
        factors.apply(before);
    }

    private void differentiate() {
        try (Tape tape = engine.openTape()) {
            NDArray leaf = tape.watch(weights.trained());
            leaf.attach(manager);
            NDArray total = forward(leaf, Moment.training(number));
            tape.backward(total);
            gradient = tape.gradient(leaf);
            gradient.attach(manager);
            loss = total.stopGradient();
        }
        clipNorm.ifPresent(this::clip);
    }

    private NDArray forward(NDArray flat, Moment moment) {
        Feed feed = new Feed(inputs, targets, weights.views(flat, manager), moment, manager);
        predictions = network.forward(feed);
        NDArray total = null;
        for (Node.Output output : network.graph().plan().nodes(Node.Output.class)) {
            NDArray part =
                    PluginWork.call(
                            network.graph().plan(),
                            output.planned(),
                            "computed the loss of '" + output.name() + "'",
                            () ->
                                    network.graph()
                                            .outputs()
                                            .get(output.name())
                                            .loss(
                                                    predictions.get(output.name()),
                                                    targets.get(output.name()),
                                                    network.lossPass(output, feed)));
            losses.put(output.name(), part.stopGradient());
            NDArray weighted = output.lossWeight() == 1 ? part : part.mul(output.lossWeight());
            total = total == null ? weighted : total.add(weighted);
        }
        return total;
    }

    /** Scales the gradient so that its norm is at most a bound (Pascanu et al., 2013). */
    private void clip(double bound) {
        NDArray norm = gradient.norm();
        gradient.muli(norm.add(1e-12).pow(-1).mul(bound).minimum(1f));
    }

    NDArray loss() {
        return loss;
    }

    /** The loss of each output, without its factor. */
    Map<String, NDArray> losses() {
        return losses;
    }

    Map<String, Signal> predictions() {
        return predictions;
    }

    Map<String, NDList> targets() {
        return targets;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public double learningRate() {
        return learningRate;
    }

    @Override
    public NDArray weights() {
        return weights.trained();
    }

    @Override
    public NDArray gradient() {
        if (gradient == null) {
            throw new IllegalStateException("the optimiser said that it uses no gradient");
        }
        return gradient;
    }

    @Override
    public long decayed() {
        return weights.layout().decayed();
    }

    @Override
    public NDManager manager() {
        return manager;
    }

    @Override
    public <T> Optional<T> offers(Class<T> extension) {
        return engine.offers(extension);
    }

    @Override
    public double lossOf(NDArray candidate) {
        NDManager outer = manager;
        Map<String, Signal> outerPredictions = predictions;
        Map<String, NDArray> outerLosses = Map.copyOf(losses);
        try (NDManager trial = outer.newSubManager()) {
            manager = trial;
            NDArray flat = candidate.stopGradient();
            flat.attach(trial);
            // a trial must not move running statistics, and is compared with others: no dropout
            return forward(flat, Moment.evaluation(number)).getFloat();
        } finally {
            // what the trial computed is freed with it
            manager = outer;
            predictions = outerPredictions;
            losses.putAll(outerLosses);
        }
    }
}
