// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import dev.sora.problem.SoraException;
import dev.sora.search.ChoiceDomain;
import dev.sora.search.IntegerDomain;
import dev.sora.search.NumberDomain;
import dev.sora.search.Parameter;
import dev.sora.search.Space;
import dev.sora.search.Strategy;
import dev.sora.search.StrategyType;
import dev.sora.search.Suggestion;
import dev.sora.search.Trial;
import dev.sora.setting.Settings;
import dev.sora.testkit.trial.Breach;
import dev.sora.testkit.trial.SimulatedSearch;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The contract of strategies, tested by searches over several spaces whose trials are computed
 * instead of trained. A strategy may refuse a space in {@code check}; it must accept one.
 */
public final class StrategyContract extends TypeContract<StrategyType, StrategyContract> {

    private static final int MOST_TRIALS = 25;
    private static final int MOST_STEPS = 2_000;
    private static final int SOUND = 5;

    private static final List<Parameter> INTEGERS =
            List.of(
                    Parameter.of("view.count", IntegerDomain.of(1, 4, 1)),
                    Parameter.of("rest.count", IntegerDomain.of(2, 8, 2)));

    private static final List<Parameter> NUMBERS =
            List.of(
                    Parameter.of("rate", NumberDomain.logarithmic(1e-4, 0.1)),
                    Parameter.of("dropout", NumberDomain.of(0, 0.5)));

    private static final List<Parameter> MIXED =
            List.of(
                    Parameter.of("kind", ChoiceDomain.of(List.of("adam", "sgd"))),
                    Parameter.of("rate", NumberDomain.logarithmic(1e-4, 0.1)),
                    Parameter.of(
                            "momentum",
                            NumberDomain.of(0, 0.9, 0.3),
                            Map.of("kind", List.of("sgd"))),
                    Parameter.of("units", IntegerDomain.logarithmic(1, 100)));

    /** One value: every suggestion repeats the first one. */
    private static final List<Parameter> SINGLE =
            List.of(Parameter.of("units", IntegerDomain.of(3, 3, 1)));

    StrategyContract(StrategyType type) {
        super(type);
    }

    @Override
    void collect(Checks checks) {
        SettingChecks.add(checks, this, settings -> searches(settings, false));
        for (Variant variant : variants()) {
            checks.add(
                    Clause.SUGGESTIONS, name() + variant, () -> searches(variant.settings(), true));
        }
    }

    private void searches(Settings settings, boolean must) {
        SoraException refused = null;
        boolean accepted = false;
        for (List<Parameter> parameters : List.of(INTEGERS, NUMBERS, MIXED, SINGLE)) {
            Space space = Space.of(parameters);
            for (int goals = 1; goals <= 2; goals++) {
                try {
                    type().create(settings).check(space, goals);
                } catch (SoraException e) {
                    refused = e;
                    continue;
                }
                accepted = true;
                follow(settings, new SimulatedSearch(space, goals, MOST_TRIALS), 1);
                follow(settings, new SimulatedSearch(space, goals, MOST_TRIALS), 3);
                // a full disk, for example, makes all trials fail, from the first or from then on
                follow(settings, new SimulatedSearch(space, goals, MOST_TRIALS, 0), 1);
                follow(settings, new SimulatedSearch(space, goals, MOST_TRIALS, SOUND), 3);
            }
        }
        if (must && !accepted) {
            throw new Breach(
                    "a space that the strategy searches, among four",
                    String.valueOf(refused),
                    "accept one in 'check', or try the strategy with other settings");
        }
    }

    private void follow(Settings settings, SimulatedSearch search, int parallel) {
        for (int step = 0; step < MOST_STEPS; step++) {
            Optional<Suggestion> next = asked(settings, search);
            boolean starts =
                    search.running() < parallel && next.isPresent() && !search.isOver(next.get());
            if (starts) {
                check(next.get(), search);
                search.begin(next.get());
            } else if (search.running() > 0) {
                search.end();
            } else if (search.trials().isEmpty()) {
                throw new Breach(
                        "a first trial",
                        "no suggestion without trials",
                        "return values while history.trials() is empty");
            } else {
                return;
            }
        }
        throw new Breach(
                "the end of a search of %d trials and 9 epochs".formatted(MOST_TRIALS),
                "a suggestion still after %d".formatted(MOST_STEPS),
                "continue a trial only to more epochs than it has, and not beyond"
                        + " history.epochs()");
    }

    /** Asks two strategies, as after a search that was resumed. */
    private Optional<Suggestion> asked(Settings settings, SimulatedSearch search) {
        Strategy strategy = type().create(settings);
        Optional<Suggestion> first = suggested(strategy, search);
        for (Strategy again : List.of(strategy, type().create(settings))) {
            Optional<Suggestion> second = suggested(again, search);
            if (!first.toString().equals(second.toString())) {
                throw new Breach(
                        "the same suggestion for the same history",
                        "%s, and then %s".formatted(first, second),
                        "keep nothing in fields, and draw from history.random(number) only: a"
                                + " search that is resumed asks a new strategy");
            }
        }
        return first;
    }

    private static Optional<Suggestion> suggested(Strategy strategy, SimulatedSearch search) {
        try {
            return strategy.suggest(search);
        } catch (RuntimeException e) {
            long failed =
                    search.trials().stream().filter(t -> t.state() == Trial.State.FAILED).count();
            throw new Breach(
                    "a suggestion or none after %d trials, of which %d failed"
                            .formatted(search.trials().size(), failed),
                    e.toString(),
                    "expect trials without costs: any trial can fail, also each of them",
                    e);
        }
    }

    private void check(Suggestion suggestion, SimulatedSearch search) {
        if (!search.space().contains(suggestion.values())) {
            throw new Breach(
                    "values of " + search.space(),
                    suggestion.values().toString(),
                    "use space.values(parameter -> …), which leaves out what is not active");
        }
        boolean chooses = type().choosesEpochs();
        if (!chooses && (suggestion.trial().isPresent() || suggestion.epochs().isPresent())) {
            throw new Breach(
                    "a type that declares that its strategies choose epochs",
                    "choosesEpochs() returns false, and the suggestion " + suggestion,
                    "return true");
        }
        if (suggestion.parent().isPresent() && !(chooses && type().branches())) {
            throw new Breach(
                    "a type that declares that its strategies branch and choose epochs",
                    "branches() or choosesEpochs() returns false",
                    "return true from both");
        }
        suggestion.trial().ifPresent(number -> checkFollowed(number, suggestion, search));
        suggestion.parent().ifPresent(number -> checkFollowed(number, suggestion, search));
    }

    private static void checkFollowed(int number, Suggestion suggestion, SimulatedSearch search) {
        List<Trial> trials = search.trials();
        boolean possible =
                number < trials.size()
                        && trials.get(number).isComplete()
                        && suggestion.epochs().orElseThrow() > trials.get(number).epochs()
                        && trials.get(number).epochs() < search.epochs();
        if (!possible) {
            throw new Breach(
                    "a complete trial, and more epochs than it has",
                    "%s for %s"
                            .formatted(
                                    suggestion,
                                    number < trials.size() ? trials.get(number) : "no trial"),
                    "look at isComplete() and epochs() of the trial");
        }
    }
}
