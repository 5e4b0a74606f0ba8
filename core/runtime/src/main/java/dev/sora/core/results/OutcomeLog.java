// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.results;

import dev.sora.core.evaluation.Outcomes;
import dev.sora.metric.DivisibleOutcome;
import dev.sora.metric.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Stores the outcomes of an evaluation, so that a report can show single records. */
final class OutcomeLog implements Outcomes {

    private final Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
    private final Map<String, List<Outcome>> baselines = new LinkedHashMap<>();

    @Override
    public void add(String output, Outcome outcome) {
        outcomes.computeIfAbsent(output, name -> new ArrayList<>()).add(outcome);
    }

    @Override
    public void addBaseline(String output, Supplier<Optional<Outcome>> outcome) {
        outcome.get()
                .ifPresent(
                        o -> baselines.computeIfAbsent(output, name -> new ArrayList<>()).add(o));
    }

    /** Returns all outcomes of an output, batch after batch. */
    List<Outcome> parts(String output) {
        return List.copyOf(outcomes.getOrDefault(output, List.of()));
    }

    /**
     * Returns all outcomes of an output as one, if there are any and they can be joined.
     *
     * @param form the form of outcomes that the output's type declares
     */
    Optional<Outcome> joined(String output, Class<? extends Outcome> form) {
        return joined(parts(output), form);
    }

    /** Returns all outcomes of an output's baseline as one, if it has a baseline. */
    Optional<Outcome> baseline(String output, Class<? extends Outcome> form) {
        return joined(baselines.getOrDefault(output, List.of()), form);
    }

    private static Optional<Outcome> joined(List<Outcome> parts, Class<? extends Outcome> form) {
        if (parts.size() < 2) {
            return parts.stream().findFirst();
        }
        return parts.get(0) instanceof DivisibleOutcome<?> first
                ? joined(first, parts.subList(1, parts.size()), form)
                : Optional.empty();
    }

    /**
     * Joins outcomes in the declared form, of which there may be several classes. If that form does
     * not define joining, only outcomes of the same class can be joined.
     */
    @SuppressWarnings("unchecked") // a divisible form joins outcomes of that form, checked here
    private static <O extends DivisibleOutcome<O>> Optional<Outcome> joined(
            DivisibleOutcome<O> first, List<Outcome> following, Class<? extends Outcome> declared) {
        Class<?> form =
                DivisibleOutcome.class.isAssignableFrom(declared) ? declared : first.getClass();
        return following.stream().allMatch(form::isInstance)
                ? Optional.of(
                        first.joined(following.stream().map(part -> (O) form.cast(part)).toList()))
                : Optional.empty();
    }
}
