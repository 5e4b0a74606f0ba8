// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.assembly;

import dev.sora.core.RunControl;
import dev.sora.core.RunListener;
import dev.sora.core.SessionOptions.DataShards;
import dev.sora.core.plan.Plan;
import dev.sora.core.preparation.PriorModel;
import dev.sora.core.step.ModelGraph;
import dev.sora.engine.Engine;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The arguments of a run.
 *
 * @param plan the plan to train
 * @param engine waits for the engine; called only when a computation starts
 * @param prior the model whose weights the training starts from
 * @param shards the part of the training records that the run holds; all if absent
 * @param models the models that the procedure of the training asks, by name
 * @param listener receives the events of the run
 * @param control pauses or ends the run
 */
record RunContext(
        Plan plan,
        Supplier<Engine> engine,
        Optional<PriorModel> prior,
        Optional<DataShards> shards,
        Map<String, ModelGraph> models,
        RunListener listener,
        RunControl control) {}
