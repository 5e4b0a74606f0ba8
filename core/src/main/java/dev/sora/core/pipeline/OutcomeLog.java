// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.evaluation.Outcomes;
import dev.sora.metric.DivisibleOutcome;
import dev.sora.metric.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps the outcomes of an evaluation, so that a report can show single records. */
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

    /** Returns all outcomes of an output as one, if there are any and they can be joined. */
    Optional<Outcome> joined(String output) {
        return joined(parts(output));
    }

    /** Returns all outcomes of an output's baseline as one, if it has a baseline. */
    Optional<Outcome> baseline(String output) {
        return joined(baselines.getOrDefault(output, List.of()));
    }

    private static Optional<Outcome> joined(List<Outcome> parts) {
        if (parts.size() < 2) {
            return parts.stream().findFirst();
        }
        return parts.get(0) instanceof DivisibleOutcome<?> first
                ? Optional.of(joined(first, parts.subList(1, parts.size())))
                : Optional.empty();
    }

    @SuppressWarnings("unchecked") // a divisible outcome is of its own form, and checked here
    private static <O extends DivisibleOutcome<O>> O joined(
            DivisibleOutcome<O> first, List<Outcome> following) {
        Class<O> form = (Class<O>) first.getClass();
        return first.joined(following.stream().map(form::cast).toList());
    }
}
