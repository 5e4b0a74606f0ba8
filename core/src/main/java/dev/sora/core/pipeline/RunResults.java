// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.Weights;
import dev.sora.core.packaging.Lock;
import dev.sora.core.plan.Plan;
import dev.sora.core.training.Trainer;
import dev.sora.engine.Engine;
import dev.sora.metric.MetricResult;
import java.util.Map;

/** All that a training came to, for the files it leaves behind. */
record RunResults(
        Plan plan,
        String manifest,
        Engine engine,
        DataPreparation.Prepared data,
        Lock lock,
        ParameterLayout layout,
        Weights weights,
        Trainer.Result trained,
        Map<String, Map<String, Map<String, MetricResult>>> results,
        Map<String, Map<String, Map<String, Double>>> metrics,
        OutcomeLog outcomes,
        double seconds) {}
