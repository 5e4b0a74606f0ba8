// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.NodeKeys;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.plan.TrainingPlan;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.PluginCalls;
import dev.sora.optimiser.OptimiserType;
import java.util.List;
import java.util.Map;

/** Checks the learning-rate factors of nodes against the optimiser. */
final class RateFactorCheck {

    private RateFactorCheck() {}

    /**
     * Adds a problem if a node has a factor and the optimiser uses no gradient: it has no learning
     * rate that the factor could apply to.
     */
    static void check(
            TrainingPlan training,
            Map<String, NodeKeys> keys,
            PluginCalls calls,
            PlanProblems problems) {
        List<String> factors =
                keys.entrySet().stream()
                        .filter(e -> e.getValue().learningRate() != 1)
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
        ResolvedType<OptimiserType> optimiser = training.optimiser();
        if (factors.isEmpty()) {
            return;
        }
        calls.call(
                        optimiser.type(),
                        optimiser.plugin(),
                        optimiser.path(),
                        () -> optimiser.type().create(optimiser.settings()).usesGradient())
                .filter(uses -> !uses)
                .ifPresent(
                        uses ->
                                problems.at(
                                        optimiser.path(),
                                        ManifestCode.NO_RATE
                                                .problem(
                                                        "'%s' uses no gradient and has no"
                                                                        .formatted(
                                                                                optimiser
                                                                                        .type()
                                                                                        .descriptor()
                                                                                        .name())
                                                                + " learning rate")
                                                .have(
                                                        "'learning_rate' of "
                                                                + String.join(", ", factors))
                                                .fix(
                                                        "use another optimiser, or remove"
                                                                + " 'learning_rate' from the"
                                                                + " nodes")));
    }
}
