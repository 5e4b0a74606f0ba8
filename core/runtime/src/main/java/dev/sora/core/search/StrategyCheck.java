// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search;

import dev.sora.core.plan.ResolvedType;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.PluginCalls;
import dev.sora.problem.SoraException;
import dev.sora.search.Space;
import dev.sora.search.Strategy;
import dev.sora.search.StrategyType;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Checks that a strategy can search a space. */
final class StrategyCheck {

    private static final List<String> EPOCHS = List.of("training.epochs", "training");

    private final PlanProblems problems;
    private final PluginCalls calls;

    StrategyCheck(PlanProblems problems) {
        this.problems = problems;
        calls = new PluginCalls(problems);
    }

    void check(ResolvedType<StrategyType> strategy, Space space, int goals) {
        calls.call(
                strategy.type(),
                strategy.plugin(),
                "strategy",
                () -> {
                    Strategy created = strategy.type().create(strategy.settings());
                    created.check(space, goals);
                    return created;
                });
        boolean chooses = says(strategy, strategy.type()::choosesEpochs);
        boolean searched = space.parameters().stream().anyMatch(p -> EPOCHS.contains(p.name()));
        if (chooses && searched) {
            problems.at(
                    "strategy",
                    SearchCode.STRATEGY
                            .problem(
                                    "the strategy '%s' decides on the epochs itself"
                                            .formatted(name(strategy)))
                            .needs("a space without 'training.epochs'")
                            .fix("remove it from the space, and set it in the manifest"));
        }
        if (says(strategy, strategy.type()::branches) && !chooses) {
            throw new IllegalStateException(
                    "the strategy '%s' branches, and does not choose epochs"
                            .formatted(strategy.qualifiedName()));
        }
    }

    private boolean says(ResolvedType<StrategyType> strategy, BooleanSupplier what) {
        return calls.call(strategy.type(), strategy.plugin(), "strategy", what::getAsBoolean)
                .orElse(false);
    }

    /**
     * Checks that trials can begin with the weights of each other.
     *
     * @throws SoraException if values of the space change the weights
     */
    static void sameWeights(
            ResolvedType<StrategyType> strategy, Space space, TrialManifests manifests) {
        SameWeights.differing(space, manifests)
                .ifPresent(
                        corner -> {
                            throw new SoraException(
                                    SearchCode.STRATEGY
                                            .problem(
                                                    "the strategy '%s' passes weights from one trial to another"
                                                            .formatted(name(strategy)))
                                            .where("space")
                                            .needs(
                                                    "values that change no node, no shape of weights"
                                                            + " and no type of an optimiser")
                                            .have("other weights with " + corner)
                                            .fix(
                                                    "set these keys in the manifest, and search for"
                                                            + " settings such as the learning rate"));
                        });
    }

    private static String name(ResolvedType<StrategyType> strategy) {
        return strategy.type().descriptor().name();
    }
}
