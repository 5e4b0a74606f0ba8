// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.evaluation.Outcomes;
import dev.sora.metric.ClassOutcome;
import dev.sora.metric.NumberOutcome;
import dev.sora.metric.Outcome;
import dev.sora.metric.RankingOutcome;
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

    /** All outcomes of an output as one, if its form is one of those known here. */
    Optional<Outcome> joined(String output) {
        return joined(outcomes.getOrDefault(output, List.of()));
    }

    /** All outcomes of an output's baseline as one, if it has a baseline. */
    Optional<Outcome> baseline(String output) {
        return joined(baselines.getOrDefault(output, List.of()));
    }

    private static Optional<Outcome> joined(List<Outcome> parts) {
        if (!parts.isEmpty() && parts.stream().allMatch(ClassOutcome.class::isInstance)) {
            return Optional.of(classes(parts.stream().map(ClassOutcome.class::cast).toList()));
        }
        if (!parts.isEmpty() && parts.stream().allMatch(NumberOutcome.class::isInstance)) {
            return Optional.of(numbers(parts.stream().map(NumberOutcome.class::cast).toList()));
        }
        if (!parts.isEmpty() && parts.stream().allMatch(RankingOutcome.class::isInstance)) {
            return Optional.of(rankings(parts.stream().map(RankingOutcome.class::cast).toList()));
        }
        return Optional.empty();
    }

    private static RankingOutcome rankings(List<RankingOutcome> parts) {
        return new RankingOutcome(
                parts.get(0).catalogueSize(),
                parts.stream().flatMap(part -> part.rankings().stream()).toList());
    }

    private static ClassOutcome classes(List<ClassOutcome> parts) {
        List<String> names = parts.get(0).classes();
        int size = parts.stream().mapToInt(Outcome::size).sum();
        float[] probabilities = new float[size * names.size()];
        int[] targets = new int[size];
        boolean fine = parts.stream().allMatch(part -> part.logOdds().length > 0);
        double[] logOdds = new double[fine ? probabilities.length : 0];
        int at = 0;
        for (ClassOutcome part : parts) {
            if (fine) {
                System.arraycopy(
                        part.logOdds(), 0, logOdds, at * names.size(), part.logOdds().length);
            }
            System.arraycopy(
                    part.probabilities(),
                    0,
                    probabilities,
                    at * names.size(),
                    part.probabilities().length);
            System.arraycopy(part.targets(), 0, targets, at, part.size());
            at += part.size();
        }
        return ClassOutcome.of(names, probabilities, targets, logOdds);
    }

    private static NumberOutcome numbers(List<NumberOutcome> parts) {
        int size = parts.stream().mapToInt(Outcome::size).sum();
        double[] predicted = new double[size];
        double[] targets = new double[size];
        int at = 0;
        for (NumberOutcome part : parts) {
            System.arraycopy(part.predicted(), 0, predicted, at, part.size());
            System.arraycopy(part.targets(), 0, targets, at, part.size());
            at += part.size();
        }
        return NumberOutcome.of(predicted, targets);
    }
}
