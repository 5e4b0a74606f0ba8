// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import dev.sora.plugin.TypeDescriptor;
import dev.sora.search.SearchHistory;
import dev.sora.search.Space;
import dev.sora.search.Strategy;
import dev.sora.search.Suggestion;
import dev.sora.search.Trial;
import dev.sora.search.Trial.State;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Population-based training (Jaderberg et al., 2017): trials are trained side by side, and after
 * every few epochs the worst of them are replaced by copies of the best, with their weights, under
 * changed values (truncation selection and perturbation of the paper).
 *
 * <p>It differs from the paper in that all members wait for each other before they are compared.
 * What it suggests does not depend then on how fast a trial is, and a search repeats.
 */
final class Population implements Strategy {

    private static final String NAME = "pbt";

    private static final Setting<Long> SIZE =
            Setting.integer("population", "Number of trials that are trained side by side.")
                    .atLeast(2)
                    .atMost(10_000)
                    .orElse(10L);
    private static final Setting<Long> INTERVAL =
            Setting.integer("interval", "After how many epochs the worst trials are replaced.")
                    .atLeast(1)
                    .atMost(1_000_000)
                    .orElse(1L);
    private static final Setting<Double> QUANTILE =
            Setting.number(
                            "quantile",
                            "Share of the worst trials that are replaced, and of the best that are"
                                    + " copied.")
                    .above(0)
                    .atMost(0.5)
                    .orElse(0.2);

    static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of(
                    NAME,
                    "Trains a population, and replaces its worst trials by copies of the best with"
                            + " changed values.",
                    SIZE,
                    INTERVAL,
                    QUANTILE,
                    Perturbation.FACTOR,
                    Perturbation.RESAMPLE);

    private final int size;
    private final int interval;
    private final double quantile;
    private final Perturbation perturbation;

    Population(Settings settings) {
        size = settings.get(SIZE).intValue();
        interval = settings.get(INTERVAL).intValue();
        quantile = settings.get(QUANTILE);
        perturbation = new Perturbation(settings);
    }

    @Override
    public void check(Space space, int goals) {
        Refusals.checkOneGoal(NAME, goals);
    }

    @Override
    public Optional<Suggestion> suggest(SearchHistory history) {
        List<Trial> trials = history.trials();
        int first = Math.min(size, history.most().orElse(size));
        if (trials.size() < first) {
            return Optional.of(
                    Suggestion.of(
                            history.space().draw(history.random(history.next())),
                            Math.min(interval, history.epochs())));
        }
        List<Trial> members = trials.subList(0, first);
        int known = first;
        for (long at = interval; at < history.epochs(); at += interval) {
            if (members.isEmpty()) {
                // all have failed: none is left that could be copied
                return Optional.empty();
            }
            Round round = new Round((int) at, members, trials, known);
            Optional<Suggestion> missing = round.missing(history);
            if (missing.isPresent() || round.waits()) {
                return missing;
            }
            members = round.next();
            known += round.replaced.size();
        }
        // the last part of the training, after which nothing is compared
        return proceed(members, history.epochs());
    }

    private static Optional<Suggestion> proceed(List<Trial> members, int epochs) {
        return members.stream()
                .filter(trial -> trial.isComplete() && trial.epochs() < epochs)
                .findFirst()
                .map(trial -> Suggestion.proceed(trial, epochs));
    }

    /** A comparison of the members after some epochs. */
    private final class Round {

        private final int epochs;
        private final List<Trial> members;

        /** The branches that this round has begun so far. */
        private final List<Trial> replaced;

        private final int first;
        private final List<Trial> ranked;

        Round(int epochs, List<Trial> members, List<Trial> trials, int first) {
            this.epochs = epochs;
            this.members = members;
            this.first = first;
            replaced =
                    trials.subList(first, trials.size()).stream()
                            .filter(trial -> trial.inheritedEpochs() == epochs)
                            .toList();
            ranked =
                    members.stream()
                            .sorted(
                                    Comparator.comparingDouble(this::cost)
                                            .thenComparingInt(Trial::number))
                            .toList();
        }

        private double cost(Trial trial) {
            return trial.measurements().stream()
                    .filter(measured -> measured.epochs() == epochs)
                    .mapToDouble(measured -> measured.costs().get(0))
                    .findFirst()
                    // a trial that failed is the worst
                    .orElse(Double.POSITIVE_INFINITY);
        }

        boolean waits() {
            return members.stream()
                    .anyMatch(t -> t.state() == State.RUNNING && t.epochs() <= epochs);
        }

        /** Returns what this round still asks for; empty if nothing, or if it has to wait. */
        Optional<Suggestion> missing(SearchHistory history) {
            Optional<Suggestion> behind = proceed(members, epochs);
            if (behind.isPresent()) {
                return behind;
            }
            // a round is over once a member has been continued: a larger budget does not reopen it
            boolean over = members.stream().anyMatch(trial -> trial.epochs() > epochs);
            if (waits() || over || replaced.size() >= count(history.most())) {
                return Optional.empty();
            }
            int number = history.next();
            List<Trial> best = best();
            if (best.isEmpty()) {
                return Optional.empty();
            }
            var random = history.random(number);
            Trial parent = best.get(random.nextInt(best.size()));
            return Optional.of(
                    Suggestion.branch(
                            parent,
                            perturbation.of(parent.values(), history.space(), random),
                            Math.min(epochs + interval, history.epochs())));
        }

        private int part() {
            return Math.max(1, (int) (members.size() * quantile));
        }

        /** Returns how many members are replaced. */
        private int count(OptionalInt most) {
            int left = most.isPresent() ? Math.max(0, most.getAsInt() - first) : part();
            return Math.min(part(), left);
        }

        private List<Trial> best() {
            return ranked.subList(0, Math.min(part(), ranked.size())).stream()
                    .filter(trial -> Double.isFinite(cost(trial)))
                    .toList();
        }

        /** Returns the members of the next round: without the worst, with what replaces them. */
        List<Trial> next() {
            int kept = ranked.size() - replaced.size();
            List<Trial> next =
                    new ArrayList<>(
                            ranked.subList(0, kept).stream()
                                    .filter(trial -> Double.isFinite(cost(trial)))
                                    .toList());
            next.addAll(replaced);
            return next;
        }
    }
}
