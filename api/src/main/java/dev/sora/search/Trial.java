// SPDX-License-Identifier: Apache-2.0
package dev.sora.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A trial of a search: one choice of values, and what training with them gave.
 *
 * @since 0.3
 */
public final class Trial {

    /** How far a trial is. */
    public enum State {
        /** It is being trained. */
        RUNNING,
        /**
         * It is not trained now and was measured, perhaps after fewer epochs than were asked for.
         */
        COMPLETE,
        /** It failed before it was measured. */
        FAILED
    }

    /** The costs after a number of epochs. */
    public static final class Measurement {

        private final int epochs;
        private final List<Double> costs;

        private Measurement(int epochs, List<Double> costs) {
            this.epochs = epochs;
            this.costs = List.copyOf(costs);
        }

        /**
         * Returns a measurement.
         *
         * @param epochs the number of epochs that were asked for
         * @param costs one finite number for each goal; the lower, the better
         */
        public static Measurement of(int epochs, List<Double> costs) {
            if (costs.isEmpty() || !costs.stream().allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("no finite costs: " + costs);
            }
            return new Measurement(epochs, costs);
        }

        /** Returns the number of epochs that were asked for. */
        public int epochs() {
            return epochs;
        }

        /** Returns one finite number for each goal; the lower, the better. */
        public List<Double> costs() {
            return costs;
        }
    }

    private final int number;
    private final Map<String, Object> values;
    private final State state;
    private final int epochs;
    private final List<Measurement> measurements;
    private final OptionalInt parent;
    private final int inherited;

    private Trial(
            int number,
            Map<String, Object> values,
            State state,
            int epochs,
            List<Measurement> measurements,
            OptionalInt parent,
            int inherited) {
        this.number = number;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.state = state;
        this.epochs = epochs;
        this.measurements = List.copyOf(measurements);
        this.parent = parent;
        this.inherited = inherited;
    }

    /**
     * Returns a trial that begins with new weights.
     *
     * @param number its number, from 0
     * @param values the value of each active parameter by its name
     * @param epochs the number of epochs that were asked for last
     * @param measurements what was measured, in the order of epochs
     */
    public static Trial of(
            int number,
            Map<String, Object> values,
            State state,
            int epochs,
            List<Measurement> measurements) {
        if (state == State.COMPLETE && measurements.isEmpty()) {
            throw new IllegalArgumentException("a complete trial has a measurement");
        }
        return new Trial(number, values, state, epochs, measurements, OptionalInt.empty(), 0);
    }

    /**
     * Returns this trial, begun with the weights of another one.
     *
     * @param other the number of that trial
     * @param after the number of epochs that it had been trained for then, at least 1
     */
    public Trial branchedFrom(int other, int after) {
        if (other < 0 || after < 1) {
            throw new IllegalArgumentException("not a trial: %d, %d".formatted(other, after));
        }
        return new Trial(number, values, state, epochs, measurements, OptionalInt.of(other), after);
    }

    /** Returns its number, from 0. */
    public int number() {
        return number;
    }

    /** Returns the value of each active parameter by its name. */
    public Map<String, Object> values() {
        return values;
    }

    /** Returns how far it is. */
    public State state() {
        return state;
    }

    /**
     * Returns the number of epochs that were asked for last; with those of its parent, if it has
     * one.
     */
    public int epochs() {
        return epochs;
    }

    /** Returns the number of the trial whose weights it began with; empty for new weights. */
    public OptionalInt parent() {
        return parent;
    }

    /** Returns after how many epochs of its parent it began; 0 without a parent. */
    public int inheritedEpochs() {
        return inherited;
    }

    /**
     * Returns what was measured, in the order of epochs; of a running trial, before it was
     * continued.
     */
    public List<Measurement> measurements() {
        return measurements;
    }

    /** Returns whether it is complete. */
    public boolean isComplete() {
        return state == State.COMPLETE;
    }

    /** Returns the costs of a complete trial, those of the model that it left. */
    public Optional<List<Double>> costs() {
        return isComplete()
                ? Optional.of(measurements.get(measurements.size() - 1).costs())
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "trial %d, %s, %s".formatted(number, state, values);
    }
}
