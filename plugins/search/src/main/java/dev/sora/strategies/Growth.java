// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import dev.sora.plugin.TypeDescriptor;
import dev.sora.search.IntegerDomain;
import dev.sora.search.Parameter;
import dev.sora.search.SearchHistory;
import dev.sora.search.Space;
import dev.sora.search.Strategy;
import dev.sora.search.Suggestion;
import dev.sora.search.Trial;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Growth of a model, a greedy forward selection. It starts with the least numbers, such as one
 * particle of each generation. In every round it tries one step more of each number, keeps the step
 * with the greatest gain, and ends when no step has a gain.
 */
final class Growth implements Strategy {

    private static final String NAME = "growth";

    private static final Setting<Double> LEAST_GAIN =
            Setting.number("min_gain", "By how much the goal must improve for a step to be kept.")
                    .atLeast(0)
                    .orElse(0.0);
    private static final Setting<Long> PATIENCE =
            Setting.integer(
                            "patience",
                            "How many rounds without a gain are passed through in search of a"
                                    + " later one.")
                    .atLeast(0)
                    .atMost(1000)
                    .orElse(0L);

    static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of(
                    NAME,
                    "Grows numbers, such as the particles of generations, step by step as long as"
                            + " that helps.",
                    LEAST_GAIN,
                    PATIENCE);

    private final double leastGain;
    private final long patience;

    Growth(Settings settings) {
        leastGain = settings.get(LEAST_GAIN);
        patience = settings.get(PATIENCE);
    }

    @Override
    public void check(Space space, int goals) {
        Refusals.checkOneGoal(NAME, goals);
        for (Parameter parameter : space.parameters()) {
            if (!(parameter.domain() instanceof IntegerDomain domain)
                    || domain.isLogarithmic()
                    || !parameter.conditions().isEmpty()) {
                throw Refusals.parameter(
                        NAME,
                        "integers without conditions, such as the 'count' of particles",
                        parameter.toString(),
                        "write {int: [1, 8]} for it, or set it in the manifest");
            }
        }
    }

    @Override
    public Optional<Suggestion> suggest(SearchHistory history) {
        Map<String, Object> at =
                history.space().values(parameter -> ((IntegerDomain) parameter.domain()).low());
        Optional<Trial> first = find(history, at);
        if (first.isEmpty()) {
            return Optional.of(Suggestion.of(at));
        }
        if (!first.get().isComplete()) {
            return Optional.empty();
        }
        double best = cost(first.get());
        long without = 0;
        while (without <= patience) {
            List<Trial> round = new ArrayList<>();
            boolean waits = false;
            for (Map<String, Object> step : steps(history.space(), at)) {
                Optional<Trial> trial = find(history, step);
                if (trial.isEmpty()) {
                    return Optional.of(Suggestion.of(step));
                }
                waits |= trial.get().state() == Trial.State.RUNNING;
                trial.filter(Trial::isComplete).ifPresent(round::add);
            }
            if (waits || round.isEmpty()) {
                return Optional.empty();
            }
            Trial kept = round.get(0);
            for (Trial trial : round) {
                kept = cost(trial) < cost(kept) ? trial : kept;
            }
            at = kept.values();
            boolean gain = cost(kept) < best && best - cost(kept) >= leastGain;
            without = gain ? 0 : without + 1;
            best = gain ? cost(kept) : best;
        }
        return Optional.empty();
    }

    private static double cost(Trial trial) {
        return trial.costs().orElseThrow().get(0);
    }

    private static Optional<Trial> find(SearchHistory history, Map<String, Object> values) {
        return history.trials().stream().filter(trial -> trial.values().equals(values)).findFirst();
    }

    /** Returns the values with one number greater by its step. */
    private static List<Map<String, Object>> steps(Space space, Map<String, Object> at) {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (Parameter parameter : space.parameters()) {
            IntegerDomain domain = (IntegerDomain) parameter.domain();
            long more = (Long) at.get(parameter.name()) + domain.step();
            if (domain.contains(more)) {
                Map<String, Object> step = new LinkedHashMap<>(at);
                step.put(parameter.name(), more);
                steps.add(step);
            }
        }
        return steps;
    }
}
