// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import com.google.inject.Inject;
import dev.sora.core.evaluation.EvaluationPart;
import dev.sora.core.evaluation.Evaluator;
import dev.sora.core.evaluation.FlatMetrics;
import dev.sora.core.evaluation.Outcomes;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.run.RunEvent;
import dev.sora.core.run.RunListener;
import dev.sora.core.training.Trainer;
import dev.sora.core.training.TrainingSetup;
import dev.sora.metric.MetricResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evaluates the result of a training. */
public final class RunMeasurement {

    private final Plan plan;
    private final Evaluator evaluator;
    private final RunListener listener;

    @Inject
    RunMeasurement(Plan plan, Evaluator evaluator, RunListener listener) {
        this.plan = plan;
        this.evaluator = evaluator;
        this.listener = listener;
    }

    /**
     * The results of the evaluation.
     *
     * @param results split, output, metric
     * @param metrics split, output, metric, with the losses of the training data
     * @param outcomes those of the test data, or of the validation data if there is none
     */
    record Measured(
            Map<String, Map<String, Map<String, MetricResult>>> results,
            Map<String, Map<String, Map<String, Double>>> metrics,
            OutcomeLog outcomes) {}

    /** Evaluates the weights that were kept on the validation and test data. */
    Measured measure(
            TrainingSetup setup,
            Trainer.Result trained,
            Optional<EvaluationPart> validation,
            Optional<EvaluationPart> test) {
        OutcomeLog outcomes = new OutcomeLog();
        Map<String, Map<String, Map<String, MetricResult>>> results = new LinkedHashMap<>();
        validation.ifPresent(
                part -> {
                    Outcomes shown = test.isPresent() ? (output, outcome) -> {} : outcomes;
                    results.put("validation", measure(setup, trained, part, shown));
                });
        test.ifPresent(part -> results.put("test", measure(setup, trained, part, outcomes)));
        results.forEach((part, result) -> listener.on(new RunEvent.Evaluated(part, result)));
        Map<String, Map<String, Map<String, Double>>> metrics = new LinkedHashMap<>();
        metrics.put("train", trainLoss(trained));
        results.forEach((part, result) -> metrics.put(part, FlatMetrics.numbers(result)));
        return new Measured(results, metrics, outcomes);
    }

    private Map<String, Map<String, MetricResult>> measure(
            TrainingSetup setup, Trainer.Result trained, EvaluationPart part, Outcomes outcomes) {
        return evaluator.evaluate(
                setup.network(), trained.weights(), part, setup.manager(), outcomes);
    }

    /**
     * Returns the training loss of the epoch whose weights were kept, by output, if it was counted.
     */
    private Map<String, Map<String, Double>> trainLoss(Trainer.Result trained) {
        Map<String, Map<String, Double>> losses = new LinkedHashMap<>();
        List<Node.Output> outputs = plan.nodes(Node.Output.class);
        trained.history().stream()
                .filter(row -> row.epoch() == trained.bestEpoch())
                .map(row -> row.figures())
                .forEach(
                        figures -> {
                            for (Node.Output output : outputs) {
                                String own = outputs.size() == 1 ? "loss" : output.name() + ".loss";
                                Optional.ofNullable(figures.get(own))
                                        .ifPresent(
                                                loss ->
                                                        losses.put(
                                                                output.name(),
                                                                Map.of("loss", loss)));
                            }
                        });
        return losses;
    }
}
