// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import dev.sora.plugin.TypeDescriptor;
import dev.sora.search.SearchHistory;
import dev.sora.search.Space;
import dev.sora.search.Strategy;
import dev.sora.search.Suggestion;
import dev.sora.search.Trial;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.Optional;

/**
 * ASHA, asynchronous successive halving (Li et al., 2020): a trial is continued as soon as it is
 * among the best of those that have been measured at its rung; otherwise a new one starts. Nothing
 * waits for a rung to be complete.
 *
 * <p>It differs from the paper at the end: if no trial has been trained whole when no more may
 * start, the best one is.
 */
final class AsynchronousHalving implements Strategy {

    private static final String NAME = "asha";

    static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of(
                    NAME,
                    "Like successive-halving, but continues a trial as soon as it is among the"
                            + " best; for parallel trials.",
                    Rungs.LEAST,
                    Rungs.FACTOR);

    private final Settings settings;

    AsynchronousHalving(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void check(Space space, int goals) {
        Refusals.checkOneGoal(NAME, goals);
    }

    @Override
    public Optional<Suggestion> suggest(SearchHistory history) {
        Rungs rungs = new Rungs(settings, history.epochs());
        int last = rungs.count() - 1;
        List<Trial> distinct = Rungs.distinct(history.trials());
        for (int rung = last - 1; rung >= 0; rung--) {
            List<Trial> measured = rungs.measured(distinct, rung);
            for (Trial trial : measured.subList(0, measured.size() / rungs.factor())) {
                if (rungs.stopsAt(trial, rung)) {
                    return Optional.of(Suggestion.proceed(trial, rungs.epochs(rung + 1)));
                }
            }
        }
        if (history.most().isEmpty() || history.next() < history.most().getAsInt()) {
            return Optional.of(
                    Suggestion.of(
                            history.space().draw(history.random(history.next())), rungs.epochs(0)));
        }
        return finish(history, rungs, last);
    }

    private static Optional<Suggestion> finish(SearchHistory history, Rungs rungs, int last) {
        boolean settled =
                history.trials().stream()
                        .anyMatch(
                                trial ->
                                        trial.state() == Trial.State.RUNNING
                                                || rungs.cost(trial, last).isPresent());
        for (int rung = last - 1; rung >= 0 && !settled; rung--) {
            for (Trial trial : rungs.measured(Rungs.distinct(history.trials()), rung)) {
                if (rungs.stopsAt(trial, rung)) {
                    return Optional.of(Suggestion.proceed(trial, rungs.epochs(last)));
                }
            }
        }
        return Optional.empty();
    }
}
