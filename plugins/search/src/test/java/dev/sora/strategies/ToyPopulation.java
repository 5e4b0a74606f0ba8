// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import dev.sora.search.ChoiceDomain;
import dev.sora.search.Parameter;
import dev.sora.search.SearchHistory;
import dev.sora.search.Space;
import dev.sora.search.Strategy;
import dev.sora.search.Suggestion;
import dev.sora.search.Trial;
import dev.sora.search.Trial.Measurement;
import dev.sora.search.Trial.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The example of Jaderberg et al. (2017), figure 2: trials maximise 1.2 - a^2 - b^2 from a = b =
 * 0.9, but each follows the gradient of 1.2 - h0 a^2 - h1 b^2, and h is what is searched. With h =
 * (1, 0) or (0, 1) none finds the maximum alone. Weights are the two numbers, and a branch begins
 * with those of its parent.
 */
final class ToyPopulation implements SearchHistory {

    static final Space ONE_OF_TWO =
            Space.of(List.of(Parameter.of("h", ChoiceDomain.of(List.of("first", "second")))));

    private static final int STEPS = 4;
    private static final double RATE = 0.05;

    private final Space space;
    private final OptionalInt most;
    private final int epochs;
    private final long seed;
    final List<Trial> trials = new ArrayList<>();
    private final Map<Integer, double[]> weights = new HashMap<>();
    private final Deque<Integer> running = new ArrayDeque<>();

    /** The trial that fails when it is trained first; none if negative. */
    int failing = -1;

    ToyPopulation(Space space, OptionalInt most, int epochs, long seed) {
        this.space = space;
        this.most = most;
        this.epochs = epochs;
        this.seed = seed;
    }

    /**
     * Follows a strategy to its end.
     *
     * @param parallel how many trials run at the same time; the last one that began ends first
     */
    ToyPopulation run(Strategy strategy, int parallel) {
        while (true) {
            Optional<Suggestion> next;
            while (running.size() < parallel) {
                next = strategy.suggest(this);
                if (next.isEmpty() || next.get().trial().isEmpty() && next() >= limit()) {
                    break;
                }
                begin(next.get());
            }
            if (running.isEmpty()) {
                return this;
            }
            end(running.removeLast());
        }
    }

    private int limit() {
        return most.orElse(Integer.MAX_VALUE);
    }

    private void begin(Suggestion suggestion) {
        int until = suggestion.epochs().orElse(epochs);
        int number = suggestion.trial().orElse(next());
        Trial trial =
                Trial.of(
                        number,
                        suggestion.values(),
                        State.RUNNING,
                        until,
                        suggestion.trial().isPresent()
                                ? trials.get(number).measurements()
                                : List.of());
        if (suggestion.trial().isPresent()) {
            trials.set(number, keepingParent(trials.get(number), trial));
        } else {
            double[] start = {0.9, 0.9};
            if (suggestion.parent().isPresent()) {
                Trial parent = trials.get(suggestion.parent().getAsInt());
                if (!parent.isComplete() || parent.epochs() >= until) {
                    throw new AssertionError("no branch of " + parent);
                }
                start = weights.get(parent.number()).clone();
                trial = trial.branchedFrom(parent.number(), parent.epochs());
            }
            weights.put(number, start);
            trials.add(trial);
        }
        running.add(number);
    }

    private static Trial keepingParent(Trial was, Trial now) {
        return was.parent().isPresent()
                ? now.branchedFrom(was.parent().getAsInt(), was.inheritedEpochs())
                : now;
    }

    private void end(int number) {
        Trial trial = trials.get(number);
        List<Measurement> measured = new ArrayList<>(trial.measurements());
        State state = number == failing ? State.FAILED : State.COMPLETE;
        int done = measured.isEmpty() ? trial.inheritedEpochs() : measured.size();
        if (!measured.isEmpty()) {
            done = measured.get(measured.size() - 1).epochs();
        }
        if (state == State.COMPLETE) {
            train(weights.get(number), trial.values(), (trial.epochs() - done) * STEPS);
            measured.add(Measurement.of(trial.epochs(), List.of(-value(weights.get(number)))));
        }
        trials.set(
                number,
                keepingParent(
                        trial, Trial.of(number, trial.values(), state, trial.epochs(), measured)));
    }

    private static void train(double[] weights, Map<String, Object> values, int steps) {
        int active = "second".equals(values.get("h")) ? 1 : 0;
        for (int i = 0; i < steps; i++) {
            weights[active] -= RATE * 2 * weights[active];
        }
    }

    private static double value(double[] weights) {
        return 1.2 - weights[0] * weights[0] - weights[1] * weights[1];
    }

    double best() {
        return weights.values().stream().mapToDouble(ToyPopulation::value).max().orElseThrow();
    }

    /** Returns every trial with its parent, for comparisons. */
    List<String> facts() {
        return trials.stream()
                .map(t -> t + " " + t.parent() + " " + t.inheritedEpochs() + " " + t.costs())
                .toList();
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
        return most;
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
