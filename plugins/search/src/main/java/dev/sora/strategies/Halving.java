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
 * Successive halving (Jamieson and Talwalkar, 2016) with brackets of equal size: random trials are
 * trained for few epochs, the best of them are continued, and so on until one is trained whole. A
 * rung is decided when all its trials have ended. Then the next bracket begins.
 */
final class Halving implements Strategy {

    private static final String NAME = "successive-halving";

    static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of(
                    NAME,
                    "Trains many random trials for few epochs and continues the best of them, rung"
                            + " by rung.",
                    Rungs.LEAST,
                    Rungs.FACTOR);

    private final Settings settings;

    Halving(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void check(Space space, int goals) {
        Refusals.checkOneGoal(NAME, goals);
    }

    @Override
    public Optional<Suggestion> suggest(SearchHistory history) {
        Rungs rungs = new Rungs(settings, history.epochs());
        int size = 1;
        for (int rung = 1; rung < rungs.count() && size < 100_000; rung++) {
            size *= rungs.factor();
        }
        int most = history.most().orElse(Integer.MAX_VALUE);
        size = Math.min(size, most);
        int first = Math.max(0, history.next() - 1) / size * size;
        List<Trial> members =
                Rungs.distinct(history.trials()).stream()
                        .filter(trial -> trial.number() >= first)
                        .toList();
        boolean running = members.stream().anyMatch(t -> t.state() == Trial.State.RUNNING);
        boolean full = history.next() - first == size || history.next() >= most;
        if (!full) {
            return draw(history, rungs);
        }
        if (running) {
            return Optional.empty();
        }
        int kept = members.size();
        for (int rung = 1; rung < rungs.count(); rung++) {
            kept = Math.max(1, kept / rungs.factor());
            List<Trial> measured = rungs.measured(members, rung - 1);
            for (Trial trial : measured.subList(0, Math.min(kept, measured.size()))) {
                if (rungs.stopsAt(trial, rung - 1)) {
                    return Optional.of(Suggestion.proceed(trial, rungs.epochs(rung)));
                }
            }
        }
        return history.next() < most ? draw(history, rungs) : Optional.empty();
    }

    private static Optional<Suggestion> draw(SearchHistory history, Rungs rungs) {
        return Optional.of(
                Suggestion.of(
                        history.space().draw(history.random(history.next())), rungs.epochs(0)));
    }
}
