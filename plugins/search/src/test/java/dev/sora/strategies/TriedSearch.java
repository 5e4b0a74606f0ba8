// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import dev.sora.plugin.SoraType;
import dev.sora.search.SearchHistory;
import dev.sora.search.Space;
import dev.sora.search.Strategy;
import dev.sora.search.StrategyType;
import dev.sora.search.Suggestion;
import dev.sora.search.Trial;
import dev.sora.search.Trial.Measurement;
import dev.sora.search.Trial.State;
import dev.sora.setting.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A search without training: costs are those of a function of the values and the epochs. */
final class TriedSearch implements SearchHistory {

    /** The cost of values after some epochs; NaN is a failure. */
    @FunctionalInterface
    interface Cost {
        double of(Map<String, Object> values, int epochs);
    }

    private final Space space;
    private final Cost cost;
    private final int most;
    private final int epochs;
    private final long seed;
    final List<Trial> trials = new ArrayList<>();

    /** The number of epochs that were trained in all. */
    int trained;

    TriedSearch(Space space, Cost cost, int most, int epochs, long seed) {
        this.space = space;
        this.cost = cost;
        this.most = most;
        this.epochs = epochs;
        this.seed = seed;
    }

    static Strategy strategy(String name, Map<String, ?> raw) {
        for (SoraType type : new SearchPlugin().types()) {
            if (type.descriptor().name().equals(name)) {
                return ((StrategyType) type).create(Settings.of(type.descriptor().settings(), raw));
            }
        }
        throw new IllegalArgumentException(name);
    }

    /** Follows a strategy to its end, or until all trials are made. */
    TriedSearch run(Strategy strategy) {
        Optional<Suggestion> next = strategy.suggest(this);
        while (next.isPresent() && (next.get().trial().isPresent() || next() < most)) {
            follow(next.get());
            next = strategy.suggest(this);
        }
        return this;
    }

    private void follow(Suggestion suggestion) {
        boolean begins = suggestion.trial().isEmpty();
        int number = suggestion.trial().orElse(next());
        int until = Math.min(epochs, suggestion.epochs().orElse(epochs));
        List<Measurement> measured = new ArrayList<>();
        trained += until;
        if (!begins) {
            trained -= trials.get(number).epochs();
            measured.addAll(trials.get(number).measurements());
        }
        double found = cost.of(suggestion.values(), until);
        State state = Double.isFinite(found) ? State.COMPLETE : State.FAILED;
        if (state == State.COMPLETE) {
            measured.add(Measurement.of(until, List.of(found)));
        }
        Trial trial = Trial.of(number, suggestion.values(), state, until, measured);
        if (begins) {
            trials.add(trial);
        } else {
            trials.set(number, trial);
        }
    }

    double best() {
        return trials.stream()
                .filter(Trial::isComplete)
                .mapToDouble(trial -> trial.costs().orElseThrow().get(0))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    @Override
    public Space space() {
        return space;
    }

    @Override
    public List<Trial> trials() {
        return List.copyOf(trials);
    }

    @Override
    public OptionalInt most() {
        return OptionalInt.of(most);
    }

    @Override
    public int epochs() {
        return epochs;
    }

    @Override
    public RandomGenerator random(int trial) {
        return new SplittableRandom(new SplittableRandom(seed * 1_000_003 + trial).nextLong());
    }
}
