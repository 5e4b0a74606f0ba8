// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.results;

import dev.sora.core.drift.TrainingDistributions;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.Weights;
import dev.sora.core.io.TensorData;
import dev.sora.core.manifest.ManifestWriter;
import dev.sora.core.metrics.Metrics;
import dev.sora.core.packaging.Lock;
import dev.sora.core.plan.Plan;
import dev.sora.core.preparation.PreparedTraining;
import dev.sora.core.training.Trainer;
import dev.sora.core.training.TrainingSetup;
import dev.sora.engine.Engine;
import dev.sora.metric.MetricResult;
import java.util.Map;

/**
 * The results of a training, for the files of the run.
 *
 * @param measured the evaluation of the weights that were kept
 * @param means the mean values of particles over the training data, for explanations
 * @param distributions the distributions of its data and predictions
 * @param seconds wall time of the run so far
 */
public record RunResults(
        Plan plan,
        TrainingSetup setup,
        PreparedTraining data,
        Lock lock,
        Trainer.Result trained,
        RunMeasurement.Measured measured,
        Map<String, TensorData> means,
        TrainingDistributions distributions,
        double seconds) {

    /** Returns the resolved manifest as YAML. */
    public String manifest() {
        return ManifestWriter.write(plan.resolved());
    }

    public Engine engine() {
        return setup.engine();
    }

    public ParameterLayout layout() {
        return setup.layout();
    }

    /** Returns the weights that were kept. */
    public Weights weights() {
        return trained.weights();
    }

    /** Returns the results of the validation and test data. */
    Metrics<MetricResult> results() {
        return measured.results();
    }

    /** Returns the numbers for {@code metrics.json}. */
    public Metrics<Double> metrics() {
        return measured.metrics();
    }

    OutcomeLog outcomes() {
        return measured.outcomes();
    }
}
