// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.trial;

import dev.sora.search.Parameter;
import dev.sora.search.SearchHistory;
import dev.sora.search.Space;
import dev.sora.search.Suggestion;
import dev.sora.search.Trial;
import dev.sora.search.Trial.Measurement;
import dev.sora.search.Trial.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A search whose trials are computed instead of trained: costs are least where each parameter is at
 * three tenths of its values, and fall with the epochs. Every seventh trial fails, and all that are
 * trained after a number of trainings.
 */
public final class SimulatedSearch implements SearchHistory {

    /** The number of epochs of a whole training. */
    private static final int EPOCHS = 9;

    private static final int FAILS = 7;

    private final Space space;
    private final int goals;
    private final int most;
    private final int sound;
    private final List<Trial> trials = new ArrayList<>();
    private final Deque<Integer> running = new ArrayDeque<>();
    private int ended;

    /**
     * Creates a search without trials.
     *
     * @param goals the number of costs of each trial
     * @param most the number of trials that are started at most
     */
    public SimulatedSearch(Space space, int goals, int most) {
        this(space, goals, most, Integer.MAX_VALUE);
    }

    /**
     * Creates a search without trials.
     *
     * @param goals the number of costs of each trial
     * @param most the number of trials that are started at most
     * @param sound the number of trainings after which every training fails
     */
    public SimulatedSearch(Space space, int goals, int most, int sound) {
        this.space = space;
        this.goals = goals;
        this.most = most;
        this.sound = sound;
    }

    /** Returns how many trials run. */
    public int running() {
        return running.size();
    }

    /** Returns whether a suggestion would begin more trials than the search has. */
    public boolean isOver(Suggestion suggestion) {
        return suggestion.trial().isEmpty() && next() >= most;
    }

    /** Starts or continues a trial. */
    public void begin(Suggestion suggestion) {
        int epochs = Math.min(EPOCHS, suggestion.epochs().orElse(EPOCHS));
        if (suggestion.trial().isPresent()) {
            Trial was = trials.get(suggestion.trial().getAsInt());
            set(was, State.RUNNING, epochs, was.measurements());
            running.add(was.number());
            return;
        }
        Trial trial = Trial.of(next(), suggestion.values(), State.RUNNING, epochs, List.of());
        if (suggestion.parent().isPresent()) {
            Trial parent = trials.get(suggestion.parent().getAsInt());
            trial = trial.branchedFrom(parent.number(), parent.epochs());
        }
        trials.add(trial);
        running.add(trial.number());
    }

    /** Ends the trial that began last. */
    public void end() {
        Trial trial = trials.get(running.removeLast());
        List<Measurement> measured = new ArrayList<>(trial.measurements());
        boolean seventh = trial.number() % FAILS == FAILS - 1 && measured.isEmpty();
        if (!seventh && ended < sound) {
            measured.add(Measurement.of(trial.epochs(), costs(trial)));
        }
        ended++;
        // a trial that fails when it is continued keeps what was measured before
        set(trial, measured.isEmpty() ? State.FAILED : State.COMPLETE, trial.epochs(), measured);
    }

    private void set(Trial was, State state, int epochs, List<Measurement> measured) {
        Trial now = Trial.of(was.number(), was.values(), state, epochs, measured);
        if (was.parent().isPresent()) {
            now = now.branchedFrom(was.parent().getAsInt(), was.inheritedEpochs());
        }
        trials.set(was.number(), now);
    }

    private List<Double> costs(Trial trial) {
        double cost = 1.0 / trial.epochs();
        for (Map.Entry<String, Object> each : trial.values().entrySet()) {
            Parameter parameter = space.find(each.getKey()).orElseThrow();
            double apart = parameter.domain().position(each.getValue()) - 0.3;
            cost += apart * apart;
        }
        return Collections.nCopies(goals, cost);
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
        return EPOCHS;
    }

    @Override
    public RandomGenerator random(int trial) {
        return new SplittableRandom(new SplittableRandom(trial).nextLong());
    }
}
