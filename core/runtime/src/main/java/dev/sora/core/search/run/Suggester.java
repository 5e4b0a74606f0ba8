// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.run;

import dev.sora.core.host.PluginScope;
import dev.sora.core.search.SearchPlan;
import dev.sora.problem.SoraException;
import dev.sora.search.Strategy;
import dev.sora.search.Suggestion;
import dev.sora.search.Trial;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Asks the strategy of a search, and checks what it suggests. */
final class Suggester {

    private final SearchPlan plan;
    private final Strategy strategy;

    Suggester(SearchPlan plan) {
        this.plan = plan;
        strategy = call(() -> plan.strategy().type().create(plan.strategy().settings()));
    }

    /**
     * Returns the next suggestion; empty if there is none for now. The first trial has the values
     * of the manifest, so that those of the user are compared with all others; its epochs stay
     * those that the strategy asks for.
     *
     * @throws StrategyFailedException if the strategy threw
     */
    Optional<Suggestion> next(Trials trials) {
        History history =
                new History(
                        plan.space(), trials.trials(), plan.trials(), plan.epochs(), plan.seed());
        Optional<Suggestion> suggested = call(() -> strategy.suggest(history));
        return trials.trials().isEmpty() && plan.start().isPresent()
                ? suggested.map(first -> with(plan.start().get(), first.epochs()))
                : suggested;
    }

    private static Suggestion with(Map<String, Object> values, OptionalInt epochs) {
        return epochs.isPresent()
                ? Suggestion.of(values, epochs.getAsInt())
                : Suggestion.of(values);
    }

    private <R> R call(Supplier<R> action) {
        return PluginScope.call(
                plan.strategy().plugin().loader(),
                () -> Objects.requireNonNull(action.get(), "it returned null"),
                thrown -> {
                    throw StrategyFailedException.of(plan.strategy(), thrown.toString(), thrown);
                });
    }

    /**
     * Returns the number of epochs that a suggestion asks for.
     *
     * @throws StrategyFailedException if it suggests what the search does not have
     */
    int epochs(Suggestion suggestion, Trials trials) {
        boolean chooses = plan.strategy().type().choosesEpochs();
        if (!chooses && (suggestion.trial().isPresent() || suggestion.epochs().isPresent())
                || suggestion.parent().isPresent() && !plan.strategy().type().branches()
                || !plan.space().contains(suggestion.values())) {
            throw wrong(suggestion);
        }
        int epochs =
                chooses
                        ? Math.min(plan.epochs(), suggestion.epochs().orElse(plan.epochs()))
                        : whole(suggestion.values());
        if (epochs < 1
                || !canFollow(suggestion.trial(), epochs, trials)
                || !canFollow(suggestion.parent(), epochs, trials)) {
            throw wrong(suggestion);
        }
        return epochs;
    }

    /** Returns whether a trial, if there is one, is complete and has fewer epochs. */
    private static boolean canFollow(OptionalInt number, int epochs, Trials trials) {
        return number.isEmpty()
                || trials.has(number.getAsInt())
                        && canProceed(trials.get(number.getAsInt()).trial(), epochs);
    }

    private static boolean canProceed(Trial trial, int epochs) {
        return trial.isComplete() && trial.epochs() < epochs;
    }

    /** Returns the number of epochs of a trial, which may be part of the space. */
    private int whole(Map<String, Object> values) {
        try {
            return plan.manifests().plan(values).training().epochs();
        } catch (SoraException e) {
            // the trial fails when it starts, with these problems
            return plan.epochs();
        }
    }

    /** Returns the epoch at which a training stops; empty if it is trained whole. */
    OptionalInt stop(Trial trial) {
        return plan.strategy().type().choosesEpochs() && trial.epochs() < plan.epochs()
                ? OptionalInt.of(trial.epochs())
                : OptionalInt.empty();
    }

    private StrategyFailedException wrong(Suggestion suggestion) {
        String have = "a suggestion that is not in its space: " + suggestion;
        return StrategyFailedException.of(plan.strategy(), have, null);
    }
}
