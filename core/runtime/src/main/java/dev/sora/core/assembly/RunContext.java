// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.assembly;

import dev.sora.core.pipeline.PriorModel;
import dev.sora.core.plan.Plan;
import dev.sora.core.run.RunControl;
import dev.sora.core.run.RunListener;
import dev.sora.engine.Engine;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a run is begun with.
 *
 * @param plan what is trained
 * @param engine waits for the engine; asked only when something is computed
 * @param prior the model whose weights it starts from
 * @param listener hears of it
 * @param control steers it
 */
public record RunContext(
        Plan plan,
        Supplier<Engine> engine,
        Optional<PriorModel> prior,
        RunListener listener,
        RunControl control) {}
