// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.results;

import com.google.inject.Inject;
import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.evaluation.EvaluationSplit;
import dev.sora.core.evaluation.Evaluator;
import dev.sora.core.evaluation.FlatMetrics;
import dev.sora.core.evaluation.Forwards;
import dev.sora.core.evaluation.Outcomes;
import dev.sora.core.metrics.Metrics;
import dev.sora.core.packaging.EpochMetrics;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.training.Trainer;
import dev.sora.core.training.TrainingSetup;
import dev.sora.metric.MetricResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evaluates the result of a training. */
public final class RunMeasurement {

    private static final Outcomes NOT_SHOWN = (output, outcome) -> {};

    private final Plan plan;
    private final Evaluator evaluator;

    @Inject
    RunMeasurement(Plan plan, Evaluator evaluator) {
        this.plan = plan;
        this.evaluator = evaluator;
    }

    /**
     * The results of the evaluation.
     *
     * @param results of the validation and test data
     * @param metrics their numbers, and the losses of the training data
     * @param outcomes those of the test data, or of the validation data if there is none
     */
    public record Measured(
            Metrics<MetricResult> results, Metrics<Double> metrics, OutcomeLog outcomes) {}

    /**
     * Evaluates the weights that were kept on the validation and test data.
     *
     * @param forwards supplies the predictions
     * @param listener receives the results of each split
     */
    public Measured measure(
            TrainingSetup setup,
            Trainer.Result trained,
            Optional<EvaluationSplit> validation,
            Optional<EvaluationSplit> test,
            Forwards forwards,
            RunListener listener) {
        OutcomeLog outcomes = new OutcomeLog();
        Metrics<MetricResult> results = Metrics.none();
        if (validation.isPresent()) {
            Outcomes shown = test.isPresent() ? NOT_SHOWN : outcomes;
            results = results.and(measure(setup, trained, validation.get(), forwards, shown));
        }
        if (test.isPresent()) {
            results = results.and(measure(setup, trained, test.get(), forwards, outcomes));
        }
        for (String split : results.splits()) {
            listener.on(new RunEvent.Evaluated(results.split(split)));
        }
        return new Measured(
                results, trainLoss(trained).and(FlatMetrics.numbers(results)), outcomes);
    }

    /**
     * Takes part in the evaluation of another process, which measures what this one predicts, and
     * keeps nothing of it.
     *
     * @param forwards supplies the predictions
     */
    public void assist(
            TrainingSetup setup,
            Trainer.Result trained,
            Optional<EvaluationSplit> validation,
            Optional<EvaluationSplit> test,
            Forwards forwards) {
        validation.ifPresent(part -> measure(setup, trained, part, forwards, NOT_SHOWN));
        test.ifPresent(part -> measure(setup, trained, part, forwards, NOT_SHOWN));
    }

    private Metrics<MetricResult> measure(
            TrainingSetup setup,
            Trainer.Result trained,
            EvaluationSplit part,
            Forwards forwards,
            Outcomes outcomes) {
        return evaluator
                .with(forwards)
                .evaluate(setup.network(), trained.weights(), part, setup.manager(), outcomes);
    }

    /**
     * Returns the training loss of the epoch whose weights were kept, by output, if it was counted.
     */
    private Metrics<Double> trainLoss(Trainer.Result trained) {
        Metrics<Double> losses = Metrics.none("train");
        List<Node.Output> outputs = plan.nodes(Node.Output.class);
        for (EpochMetrics epoch : trained.history()) {
            for (Node.Output output : outputs) {
                String own = outputs.size() == 1 ? "loss" : output.name() + ".loss";
                Double loss = epoch.metrics().get(own);
                if (epoch.epoch() == trained.bestEpoch() && loss != null) {
                    losses = losses.and(Metrics.of("train", output.name(), Map.of("loss", loss)));
                }
            }
        }
        return losses;
    }
}
