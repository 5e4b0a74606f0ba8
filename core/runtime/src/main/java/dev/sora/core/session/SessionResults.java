// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.session;

import dev.sora.core.Sora.TrainingResult;
import dev.sora.core.data.encoding.DeviceBudget;
import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.evaluation.EvaluationSplit;
import dev.sora.core.evaluation.Evaluator;
import dev.sora.core.evaluation.Forwards;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Weights;
import dev.sora.core.means.ActivationMeans;
import dev.sora.core.metrics.Metrics;
import dev.sora.core.packaging.Lock;
import dev.sora.core.plan.Plan;
import dev.sora.core.preparation.PreparedTraining;
import dev.sora.core.results.OutputCalibration;
import dev.sora.core.results.RunDistributions;
import dev.sora.core.results.RunLog;
import dev.sora.core.results.RunMeasurement;
import dev.sora.core.results.RunResults;
import dev.sora.core.runs.RunFolder;
import dev.sora.core.training.Trainer;
import dev.sora.core.training.TrainingSetup;
import dev.sora.metric.MetricResult;
import java.nio.file.Path;
import java.util.Optional;

/** Measures the weights of a session, between epochs and at the end, and writes its results. */
final class SessionResults {

    private final Plan plan;
    private final TrainingSetup setup;
    private final PreparedTraining data;
    private final EncodedData train;
    private final Optional<EvaluationSplit> validation;
    private final Lock lock;
    private final Evaluator evaluator;
    private final OutputCalibration calibration;
    private final RunMeasurement measurement;
    private final DeviceBudget budget;
    private final RunLog log;
    private final long begun = System.nanoTime();

    /**
     * Creates the results of a session that begins now.
     *
     * @param train the training data on the device
     * @param validation the validation data on the device
     * @param budget the memory of the device for the test data
     * @param log that of the session
     */
    SessionResults(
            Plan plan,
            TrainingSetup setup,
            PreparedTraining data,
            EncodedData train,
            Optional<EvaluationSplit> validation,
            Lock lock,
            Evaluator evaluator,
            OutputCalibration calibration,
            RunMeasurement measurement,
            DeviceBudget budget,
            RunLog log) {
        this.plan = plan;
        this.setup = setup;
        this.data = data;
        this.train = train;
        this.validation = validation;
        this.lock = lock;
        this.evaluator = evaluator;
        this.calibration = calibration;
        this.measurement = measurement;
        this.budget = budget;
        this.log = log;
    }

    /** Returns the metrics of weights on the validation data; none if there is none. */
    Metrics<MetricResult> validate(Weights weights, Forwards forwards) {
        return validation
                .map(
                        part ->
                                evaluator.evaluateQuickly(
                                        setup.network(), weights, part, setup.manager(), forwards))
                .orElseGet(Metrics::none);
    }

    /** Evaluates the weights that were kept, and writes what a training writes. */
    TrainingResult write(Path folder, Trainer.Result trained, Forwards forwards) {
        TrainingSetup answering = answering(trained, forwards);
        RunMeasurement.Measured measured =
                measurement.measure(answering, trained, validation, test(), forwards, log);
        double seconds = (System.nanoTime() - begun) / 1e9;
        return RunFolder.write(
                folder,
                new RunResults(
                        plan,
                        answering,
                        data.with(answering.network().graph()),
                        lock,
                        trained,
                        measured,
                        ActivationMeans.of(
                                answering.network(),
                                trained.weights(),
                                train,
                                setup.manager(),
                                log),
                        RunDistributions.of(
                                answering.network(), trained.weights(), data, setup.manager(), log),
                        seconds),
                log);
    }

    /**
     * Evaluates the weights that were kept, with other sessions; the first one writes.
     *
     * @return what the first session wrote
     */
    Optional<TrainingResult> write(
            Path folder, Trainer.Result trained, int share, Forwards forwards) {
        if (share == 0) {
            return Optional.of(write(folder, trained, forwards));
        }
        measurement.assist(answering(trained, forwards), trained, validation, test(), forwards);
        return Optional.empty();
    }

    /** Returns the setup whose outputs have learned from the validation data how to answer. */
    private TrainingSetup answering(Trainer.Result trained, Forwards forwards) {
        FittedGraph graph = calibration.calibrate(setup, trained, validation, forwards);
        return setup.with(graph);
    }

    private Optional<EvaluationSplit> test() {
        return data.test().map(part -> part.upload(setup.manager(), budget));
    }
}
