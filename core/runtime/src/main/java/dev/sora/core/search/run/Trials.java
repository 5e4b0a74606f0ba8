// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.run;

import dev.sora.core.search.results.Scored;
import dev.sora.problem.Problem;
import dev.sora.search.Trial;
import dev.sora.search.Trial.Measurement;
import dev.sora.search.Trial.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The trials of a search as they change. One thread uses it. */
final class Trials {

    private final List<Scored> all = new ArrayList<>();

    List<Scored> all() {
        return List.copyOf(all);
    }

    List<Trial> trials() {
        return all.stream().map(Scored::trial).toList();
    }

    Scored get(int number) {
        return all.get(number);
    }

    boolean has(int number) {
        return number >= 0 && number < all.size();
    }

    /** Starts a new trial. */
    Trial start(Map<String, Object> values, int epochs) {
        Trial trial = Trial.of(all.size(), values, State.RUNNING, epochs, List.of());
        return add(trial);
    }

    /**
     * Starts a new trial with the weights that another one has after some epochs.
     *
     * @param after the number of those epochs
     */
    Trial branch(int parent, int after, Map<String, Object> values, int epochs) {
        return add(
                Trial.of(all.size(), values, State.RUNNING, epochs, List.of())
                        .branchedFrom(parent, after));
    }

    private Trial add(Trial trial) {
        all.add(new Scored(trial, OptionalInt.empty(), 0, List.of()));
        return trial;
    }

    /** Returns the number of the trial whose result a trial has: its own, or an earlier one's. */
    int original(int number) {
        return get(number).sameAs().orElse(number);
    }

    /** Continues a complete trial. */
    Trial proceed(int number, int epochs) {
        Scored before = get(number);
        return set(before, State.RUNNING, epochs, before.trial().measurements(), 0, List.of());
    }

    /** Ends a training of a trial with its costs. */
    Trial complete(int number, List<Double> costs, double seconds) {
        Scored before = get(number);
        List<Measurement> measurements = new ArrayList<>(before.trial().measurements());
        measurements.add(Measurement.of(before.trial().epochs(), costs));
        return set(
                before, State.COMPLETE, before.trial().epochs(), measurements, seconds, List.of());
    }

    /**
     * Ends a training of a trial that failed. A trial that was measured before it was continued
     * stays complete, with that measurement.
     */
    Trial fail(int number, List<Problem> problems, double seconds) {
        Scored before = get(number);
        return set(
                before,
                before.isMeasured() ? State.COMPLETE : State.FAILED,
                before.trial().epochs(),
                before.trial().measurements(),
                seconds,
                problems);
    }

    /**
     * Ends the trials that still run and were measured before: they are complete, with their last
     * measurement.
     */
    void cutOff() {
        for (Scored scored : all()) {
            Trial trial = scored.trial();
            if (trial.state() == State.RUNNING && scored.isMeasured()) {
                set(
                        get(original(trial.number())),
                        State.COMPLETE,
                        trial.epochs(),
                        trial.measurements(),
                        0,
                        scored.problems());
            }
        }
    }

    private Trial set(
            Scored before,
            State state,
            int epochs,
            List<Measurement> measurements,
            double seconds,
            List<Problem> problems) {
        Trial was = before.trial();
        Trial now = like(was, Trial.of(was.number(), was.values(), state, epochs, measurements));
        all.set(
                was.number(),
                new Scored(now, before.sameAs(), before.seconds() + seconds, problems));
        // those that repeat it have its result, whatever becomes of it
        for (Scored other : all()) {
            Trial copy = other.trial();
            if (other.sameAs().equals(OptionalInt.of(was.number()))) {
                Trial same = Trial.of(copy.number(), copy.values(), state, epochs, measurements);
                all.set(copy.number(), new Scored(same, other.sameAs(), 0, problems));
            }
        }
        return now;
    }

    private static Trial like(Trial was, Trial now) {
        return was.parent().isPresent()
                ? now.branchedFrom(was.parent().getAsInt(), was.inheritedEpochs())
                : now;
    }

    /** Adds a trial with the result of an earlier one that has the same values. */
    Trial repeat(int number) {
        Scored before = get(number);
        Trial was = before.trial();
        Trial trial =
                Trial.of(all.size(), was.values(), was.state(), was.epochs(), was.measurements());
        all.add(new Scored(trial, OptionalInt.of(number), 0, before.problems()));
        return trial;
    }

    /**
     * Returns the trial with the same values that was trained itself, from new weights: those of a
     * branch depend on its parent, too.
     */
    Optional<Trial> equal(Map<String, Object> values) {
        return all.stream()
                .filter(scored -> scored.sameAs().isEmpty())
                .map(Scored::trial)
                .filter(trial -> trial.parent().isEmpty() && trial.values().equals(values))
                .findFirst();
    }

    /** Returns the number of trials that were trained themselves. */
    int own() {
        return (int) all.stream().filter(scored -> scored.sameAs().isEmpty()).count();
    }

    int failed() {
        return (int) all.stream().filter(scored -> scored.trial().state() == State.FAILED).count();
    }

    /** Returns how many of the last trials repeat earlier ones. */
    int repeatsAtEnd() {
        int count = 0;
        for (int i = all.size() - 1; i >= 0 && all.get(i).sameAs().isPresent(); i--) {
            count++;
        }
        return count;
    }

    /**
     * Returns whether there is a result: a trial that is complete, or was before it was continued.
     */
    boolean anyMeasured() {
        return all.stream().anyMatch(Scored::isMeasured);
    }
}
