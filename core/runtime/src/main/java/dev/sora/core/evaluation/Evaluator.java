// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.evaluation;

import ai.djl.ndarray.NDManager;
import com.google.inject.Inject;
import dev.sora.core.InterruptedRunException;
import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.device.BatchWork;
import dev.sora.core.device.DeviceFailures;
import dev.sora.core.device.MemoryNeed;
import dev.sora.core.generation.Generator;
import dev.sora.core.graph.Defined;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.Weights;
import dev.sora.core.metrics.Metrics;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.retrieval.CandidateScorer;
import dev.sora.core.retrieval.CandidateSet;
import dev.sora.core.retrieval.DataProcedure;
import dev.sora.core.retrieval.Retriever;
import dev.sora.engine.DeviceWork;
import dev.sora.metric.MetricResult;
import dev.sora.metric.Outcome;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.Pass;
import dev.sora.tensor.Signal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Measures the predictions of a network. The same data and weights give the same digits. */
public final class Evaluator {

    private final Plan plan;
    private final Generator generator;
    private final Forwards forwards;

    /** Creates an evaluator of the outputs of a plan. */
    @Inject
    public Evaluator(Plan plan) {
        this(plan, Generator.asStated(), Forwards.HERE);
    }

    private Evaluator(Plan plan, Generator generator, Forwards forwards) {
        this.plan = plan;
        this.generator = generator;
        this.forwards = forwards;
    }

    /** Returns this evaluator with predictions from another source. */
    public Evaluator with(Forwards shared) {
        return new Evaluator(plan, generator, shared);
    }

    /**
     * Returns loss and metrics of each output, as between epochs: outputs that generate take the
     * most probable symbol at each step, whatever search they state, because that is fast.
     */
    public Metrics<MetricResult> evaluateQuickly(
            Network network, Weights weights, EvaluationSplit part, NDManager manager) {
        return evaluateQuickly(network, weights, part, manager, Forwards.HERE);
    }

    /**
     * Returns loss and metrics of each output, as between epochs.
     *
     * @param shared supplies the predictions; an output that chooses among candidates computes them
     *     itself
     */
    public Metrics<MetricResult> evaluateQuickly(
            Network network,
            Weights weights,
            EvaluationSplit part,
            NDManager manager,
            Forwards shared) {
        return new Evaluator(plan, Generator.greedy(), shared)
                .evaluate(network, weights, part, manager);
    }

    /** Returns loss and metrics of each output. */
    public Metrics<MetricResult> evaluate(
            Network network, Weights weights, EvaluationSplit part, NDManager manager) {
        return evaluate(network, weights, part, manager, (output, outcome) -> {});
    }

    /**
     * Returns loss and metrics of each output.
     *
     * @param outcomes also receives predictions and targets of each output, batch after batch
     */
    public Metrics<MetricResult> evaluate(
            Network network,
            Weights weights,
            EvaluationSplit part,
            NDManager manager,
            Outcomes outcomes) {
        Optional<Retriever> retriever = DataProcedure.of(network.graph()).retriever();
        return retriever.isPresent()
                ? answers(retriever.get(), network, weights, part, manager, outcomes)
                : batches(network, weights, part, manager, outcomes);
    }

    /** Measures an output that chooses among candidates by the questions of the records. */
    private Metrics<MetricResult> answers(
            Retriever trained,
            Network network,
            Weights weights,
            EvaluationSplit part,
            NDManager manager,
            Outcomes outcomes) {
        Retriever retriever = trained.evaluating(part.records());
        Node.Output node = retriever.node();
        MetricAccumulator tally = new MetricAccumulator(plan, node);
        CandidateScorer.Scorer scorer =
                new CandidateScorer.Scorer(
                        new Encoder(retriever.graph()), network, weights, Moment.evaluation(0));
        try (NDManager own = manager.newSubManager();
                CandidateScorer answers =
                        new CandidateScorer(
                                retriever,
                                scorer,
                                CandidateSet.of(retriever, network, weights, scorer.moment(), own),
                                own,
                                new CandidateEvaluation(retriever, tally, outcomes))) {
            tally.measured(
                    node.planned(),
                    () -> {
                        retriever.retrieval().questions(part.records(), answers::ask);
                        return part;
                    });
            answers.answer();
        }
        return Metrics.of(part.split().word(), node.name(), tally.results());
    }

    private Metrics<MetricResult> batches(
            Network network,
            Weights weights,
            EvaluationSplit part,
            NDManager manager,
            Outcomes outcomes) {
        Map<String, MetricAccumulator> tallies = new LinkedHashMap<>();
        for (Node.Output output : plan.nodes(Node.Output.class)) {
            tallies.put(output.name(), new MetricAccumulator(plan, output));
        }
        try (NDManager partManager = manager.newSubManager()) {
            int batchSize = plan.training().batches().evaluationSize();
            EncodedData.Ranges ranges = part.data().ranges(batchSize, partManager);
            for (int i = 0; i < ranges.count(); i++) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedRunException("stopped while evaluating");
                }
                int batch = i;
                DeviceFailures.in(
                        () -> Optional.of(network.engine()),
                        work(network, weights, part, partManager),
                        () -> add(tallies, network, weights, ranges, batch, partManager, outcomes));
            }
        }
        Metrics.Builder<MetricResult> results = new Metrics.Builder<>();
        tallies.forEach((name, tally) -> results.add(part.split().word(), name, tally.results()));
        return results.build();
    }

    /** Computes a batch, and adds it to the tallies, which are returned. */
    private Map<String, MetricAccumulator> add(
            Map<String, MetricAccumulator> tallies,
            Network network,
            Weights weights,
            EncodedData.Ranges ranges,
            int batch,
            NDManager partManager,
            Outcomes outcomes) {
        try (NDManager own = partManager.newSubManager()) {
            Map<String, Signal> targets = targets(network, ranges, batch, own);
            // a loss reads no inputs: they are gathered where predictions are computed
            Feed losses =
                    new Feed(Map.of(), targets, weights.views(own), Moment.evaluation(batch), own);
            Map<String, Signal> predictions =
                    forwards.get(
                            batch,
                            ranges.count(),
                            (number, manager) ->
                                    generator.forward(
                                            network,
                                            feed(
                                                    weights,
                                                    ranges,
                                                    number == batch
                                                            ? targets
                                                            : targets(
                                                                    network, ranges, number,
                                                                    manager),
                                                    number,
                                                    manager)),
                            own);
            for (Node.Output node : plan.nodes(Node.Output.class)) {
                String name = node.name();
                outcomes.add(
                        name,
                        add(
                                tallies.get(name),
                                network,
                                node,
                                predictions.get(name),
                                targets.get(name),
                                network.lossPass(node, losses)));
            }
        }
        return tallies;
    }

    private static Feed feed(
            Weights weights,
            EncodedData.Ranges ranges,
            Map<String, Signal> targets,
            int batch,
            NDManager own) {
        return new Feed(
                ranges.inputs(batch, own),
                targets,
                weights.views(own),
                Moment.evaluation(batch),
                own);
    }

    private static Map<String, Signal> targets(
            Network network, EncodedData.Ranges ranges, int batch, NDManager own) {
        return network.graph().targets(ranges.targets(batch, own));
    }

    /** Returns the work of a batch, whose memory is counted on the first records of the part. */
    private DeviceWork work(
            Network network, Weights weights, EvaluationSplit part, NDManager partManager) {
        int most = Math.min(plan.training().batches().evaluationSize(), part.data().size());
        return BatchWork.evaluation(most)
                .measuredBy(
                        few -> {
                            try (NDManager own = partManager.newSubManager()) {
                                EncodedData.Ranges ranges = part.data().ranges(few, own);
                                generator.forward(
                                        network,
                                        feed(
                                                weights,
                                                ranges,
                                                targets(network, ranges, 0, own),
                                                0,
                                                own));
                                return MemoryNeed.Count.of(few, own, network.engine());
                            }
                        });
    }

    private static Outcome add(
            MetricAccumulator tally,
            Network network,
            Node.Output node,
            Signal prediction,
            Signal target,
            Pass pass) {
        FittedOutput output = network.graph().outputs().get(node.name());
        Outcome outcome = tally.measured(node.planned(), () -> output.outcome(prediction, target));
        long defined =
                target.has(Signal.DEFINED)
                        ? (long) Defined.count(target).getFloat()
                        : tally.sizeOf(outcome);
        tally.add(
                outcome, defined, () -> (double) output.loss(prediction, target, pass).getFloat());
        return outcome;
    }
}
