// SPDX-License-Identifier: Apache-2.0
package dev.sora.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a search is to try next.
 *
 * @since 0.3
 */
public final class Suggestion {

    private final OptionalInt trial;
    private final OptionalInt parent;
    private final Map<String, Object> values;
    private final OptionalInt epochs;

    private Suggestion(
            OptionalInt trial, OptionalInt parent, Map<String, Object> values, OptionalInt epochs) {
        this.trial = trial;
        this.parent = parent;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.epochs = epochs;
    }

    /**
     * Suggests a new trial, trained for all its epochs.
     *
     * @param values a value for each parameter that is active with these values, by its name
     */
    public static Suggestion of(Map<String, Object> values) {
        return new Suggestion(
                OptionalInt.empty(), OptionalInt.empty(), values, OptionalInt.empty());
    }

    /**
     * Suggests a new trial that stops after some epochs.
     *
     * @param epochs at least 1; more than a whole training has count as all of them
     */
    public static Suggestion of(Map<String, Object> values, int epochs) {
        return new Suggestion(
                OptionalInt.empty(), OptionalInt.empty(), values, OptionalInt.of(epochs));
    }

    /**
     * Suggests to continue a complete trial from where it stopped.
     *
     * @param epochs the number of its epochs from the beginning, more than it has
     */
    public static Suggestion proceed(Trial trial, int epochs) {
        return new Suggestion(
                OptionalInt.of(trial.number()),
                OptionalInt.empty(),
                trial.values(),
                OptionalInt.of(epochs));
    }

    /**
     * Suggests a new trial that begins with the weights of a complete one, and with the state of
     * its optimiser, after the epochs that this one has. Only a strategy whose type {@linkplain
     * StrategyType#branches() branches} may suggest it.
     *
     * @param parent the trial whose weights it begins with; it is not changed
     * @param values a value for each parameter that is active with these values, by its name
     * @param epochs the number of its epochs with those of the parent, more than that has
     */
    public static Suggestion branch(Trial parent, Map<String, Object> values, int epochs) {
        return new Suggestion(
                OptionalInt.empty(),
                OptionalInt.of(parent.number()),
                values,
                OptionalInt.of(epochs));
    }

    /** Returns the number of the trial to continue; empty for a new one. */
    public OptionalInt trial() {
        return trial;
    }

    /** Returns the number of the trial whose weights a new one begins with; empty for none. */
    public OptionalInt parent() {
        return parent;
    }

    /** Returns the value of each active parameter by its name. */
    public Map<String, Object> values() {
        return values;
    }

    /** Returns the epochs after which the trial stops; empty for all of them. */
    public OptionalInt epochs() {
        return epochs;
    }

    @Override
    public String toString() {
        return "%s %s %s %s".formatted(trial, parent, values, epochs);
    }
}
