// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.google.inject.Inject;
import dev.sora.core.data.Batches;
import dev.sora.core.data.EncodedData;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.graph.Weights;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Planned;
import dev.sora.core.run.InterruptedRunException;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.Outcome;
import dev.sora.particle.FittedOutput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Measures the predictions of a network: the same data and weights give the same digits. */
public final class Evaluator {

    private final Plan plan;

    @Inject
    Evaluator(Plan plan) {
        this.plan = plan;
    }

    /** Returns loss and metrics of each output. */
    public Map<String, Map<String, MetricResult>> evaluate(
            Network network, Weights weights, EncodedData data, NDManager manager) {
        return evaluate(network, weights, data, manager, (output, outcome) -> {});
    }

    /**
     * Returns loss and metrics of each output.
     *
     * @param outcomes also receives predictions and targets of each output, batch after batch
     */
    public Map<String, Map<String, MetricResult>> evaluate(
            Network network,
            Weights weights,
            EncodedData data,
            NDManager manager,
            BiConsumer<String, Outcome> outcomes) {
        Map<String, Tally> tallies = new LinkedHashMap<>();
        for (Node.Output output : plan.nodes(Node.Output.class)) {
            tallies.put(output.name(), new Tally(output));
        }
        try (NDManager partManager = manager.newSubManager()) {
            // views of the weights live as long as the evaluation, not as long as the weights
            NDArray flat = weights.trained().stopGradient();
            flat.attach(partManager);
            Map<String, NDArray> views = weights.views(flat);
            int batchSize = plan.training().evaluationBatchSize();
            List<Map<String, NDList>> inputs =
                    Batches.consecutive(data.inputs(), data.size(), batchSize, partManager);
            List<Map<String, NDList>> targets =
                    Batches.consecutive(data.targets(), data.size(), batchSize, partManager);
            for (int i = 0; i < inputs.size(); i++) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedRunException("stopped while evaluating");
                }
                try (NDManager batchManager = partManager.newSubManager()) {
                    Map<String, NDList> predictions =
                            network.forward(
                                    attached(inputs.get(i), batchManager),
                                    Map.of(),
                                    views,
                                    false,
                                    batchManager);
                    Map<String, NDList> target = attached(targets.get(i), batchManager);
                    tallies.forEach(
                            (name, tally) ->
                                    outcomes.accept(
                                            name,
                                            tally.add(
                                                    network,
                                                    predictions.get(name),
                                                    target.get(name),
                                                    views,
                                                    batchManager)));
                }
            }
        }
        Map<String, Map<String, MetricResult>> results = new LinkedHashMap<>();
        tallies.forEach((name, tally) -> results.put(name, tally.results()));
        return results;
    }

    /** Hands a batch to the manager of its pass, so that what is computed from it is freed. */
    private static Map<String, NDList> attached(Map<String, NDList> batch, NDManager manager) {
        Map<String, NDList> attached = new LinkedHashMap<>();
        batch.forEach(
                (name, list) -> {
                    NDList own = new NDList(list.size());
                    for (NDArray array : list) {
                        NDArray view = array.stopGradient();
                        view.attach(manager);
                        own.add(view);
                    }
                    attached.put(name, own);
                });
        return attached;
    }

    /** Loss and metrics of one output over the batches so far. */
    private final class Tally {

        private final Node.Output node;
        private final Map<String, Metric> metrics = new LinkedHashMap<>();
        private double loss;
        private long records;

        Tally(Node.Output node) {
            this.node = node;
            for (Node.NamedMetric metric : node.metrics()) {
                metrics.put(
                        metric.name(),
                        PluginWork.call(
                                plan,
                                metric.planned(),
                                "was made for '%s'".formatted(node.name()),
                                () -> metric.planned().type().create(metric.planned().settings())));
            }
        }

        Outcome add(
                Network network,
                NDList prediction,
                NDList target,
                Map<String, NDArray> views,
                NDManager manager) {
            FittedOutput output = network.graph().outputs().get(node.name());
            Outcome outcome = measured(node.planned(), () -> output.outcome(prediction, target));
            NDArray batchLoss =
                    measured(
                            node.planned(),
                            () ->
                                    output.loss(
                                            prediction,
                                            target,
                                            Network.pass(node, 0, views, false, manager)));
            loss += batchLoss.getFloat() * (double) outcome.size();
            records += outcome.size();
            for (Node.NamedMetric metric : node.metrics()) {
                measured(
                        metric.planned(),
                        () -> {
                            metrics.get(metric.name()).add(outcome);
                            return outcome;
                        });
            }
            return outcome;
        }

        Map<String, MetricResult> results() {
            Map<String, MetricResult> results = new LinkedHashMap<>();
            results.put("loss", new MetricResult.Number(loss / records));
            for (Node.NamedMetric metric : node.metrics()) {
                results.put(
                        metric.name(),
                        measured(metric.planned(), () -> metrics.get(metric.name()).result()));
            }
            return results;
        }

        private <R> R measured(Planned<?> planned, Supplier<R> action) {
            return PluginWork.call(
                    plan,
                    planned,
                    "measured the predictions of '%s'".formatted(node.name()),
                    action);
        }
    }
}
