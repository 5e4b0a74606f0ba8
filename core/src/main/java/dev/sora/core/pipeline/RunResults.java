// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.Weights;
import dev.sora.core.packaging.Lock;
import dev.sora.core.plan.Plan;
import dev.sora.core.training.Trainer;
import dev.sora.core.training.TrainingSetup;
import dev.sora.engine.Engine;
import dev.sora.metric.MetricResult;
import java.util.Map;

/** All that a training came to, for the files it leaves behind. */
record RunResults(
        Plan plan,
        String manifest,
        TrainingSetup setup,
        DataPreparation.Prepared data,
        Lock lock,
        Trainer.Result trained,
        Map<String, Map<String, Map<String, MetricResult>>> results,
        Map<String, Map<String, Map<String, Double>>> metrics,
        OutcomeLog outcomes,
        double seconds) {

    Engine engine() {
        return setup.engine();
    }

    ParameterLayout layout() {
        return setup.layout();
    }

    /** Returns the weights that were kept. */
    Weights weights() {
        return trained.weights();
    }
}
