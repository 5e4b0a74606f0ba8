// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import dev.sora.plugin.TypeDescriptor;
import dev.sora.search.ChoiceDomain;
import dev.sora.search.Domain;
import dev.sora.search.Parameter;
import dev.sora.search.SearchHistory;
import dev.sora.search.Space;
import dev.sora.search.Strategy;
import dev.sora.search.Suggestion;
import dev.sora.search.Trial;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * CMA-ES over the numbers of a space that have no conditions; choices, and numbers with conditions,
 * are drawn at random. It computes the state of {@link Evolution} from the history at each call:
 * the points of earlier generations are drawn again from the random numbers of their trials, except
 * for trials that have other values.
 *
 * <p>A generation is complete when all its trials have ended; a failed trial is its worst.
 */
final class EvolutionSearch implements Strategy {

    private static final String NAME = "cma-es";

    private static final Setting<Long> POPULATION =
            Setting.integer(
                            "population",
                            "The number of trials in a generation; 4 + 3 ln(n) for n numbers if it"
                                    + " is left out.")
                    .atLeast(4)
                    .atMost(10_000);

    static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of(
                    NAME,
                    "Evolution strategy that learns which numbers belong together; needs some"
                            + " hundred trials.",
                    POPULATION);

    private final Optional<Long> population;

    EvolutionSearch(Settings settings) {
        population = settings.find(POPULATION);
    }

    @Override
    public void check(Space space, int goals) {
        Refusals.checkOneGoal(NAME, goals);
        if (numbers(space).isEmpty()) {
            throw Refusals.parameter(
                    NAME,
                    "a number without conditions",
                    space.toString(),
                    "use the strategy 'tpe'");
        }
    }

    private static List<Parameter> numbers(Space space) {
        return space.parameters().stream()
                .filter(parameter -> parameter.conditions().isEmpty())
                .filter(parameter -> !(parameter.domain() instanceof ChoiceDomain))
                .toList();
    }

    @Override
    public Optional<Suggestion> suggest(SearchHistory history) {
        List<Parameter> numbers = numbers(history.space());
        int n = numbers.size();
        int lambda = population.map(Long::intValue).orElse(4 + (int) (3 * Math.log(n)));
        Evolution evolution = new Evolution(n, lambda);
        int generations = history.next() / lambda;
        for (int g = 0; g < generations; g++) {
            List<Trial> trials = history.trials().subList(g * lambda, (g + 1) * lambda);
            if (trials.stream().anyMatch(t -> t.state() == Trial.State.RUNNING)) {
                return Optional.empty();
            }
            List<double[]> points = new ArrayList<>();
            double[] costs = new double[lambda];
            for (int i = 0; i < lambda; i++) {
                double[] drawn = evolution.draw(history.random(trials.get(i).number()));
                points.add(point(trials.get(i), numbers, drawn));
                costs[i] =
                        trials.get(i).costs().map(c -> c.get(0)).orElse(Double.POSITIVE_INFINITY);
            }
            evolution.end(points, costs);
        }
        RandomGenerator random = history.random(history.next());
        double[] point = evolution.draw(random);
        Map<String, Object> others = history.space().draw(random);
        return Optional.of(
                Suggestion.of(
                        history.space()
                                .values(
                                        parameter ->
                                                value(parameter, numbers, point, others, random))));
    }

    /**
     * Returns the point of a trial: the one that was drawn, unless the trial has other values, as
     * the first one has that tries those of the manifest. The evolution uses such a point like its
     * own (Hansen, 2011, "Injecting External Solutions Into CMA-ES"); it is in the cube, so that in
     * the first generation its step is about as long as theirs, and needs no clipping.
     */
    private static double[] point(Trial trial, List<Parameter> numbers, double[] drawn) {
        double[] point = drawn.clone();
        for (int i = 0; i < point.length; i++) {
            Domain domain = numbers.get(i).domain();
            Object value = trial.values().get(numbers.get(i).name());
            if (!domain.at(drawn[i]).equals(value)) {
                point[i] = domain.position(value);
            }
        }
        return point;
    }

    private static Object value(
            Parameter parameter,
            List<Parameter> numbers,
            double[] point,
            Map<String, Object> others,
            RandomGenerator random) {
        int index = numbers.indexOf(parameter);
        if (index >= 0) {
            return parameter.domain().at(point[index]);
        }
        // a condition may hold for the point and not for what was drawn
        return others.containsKey(parameter.name())
                ? others.get(parameter.name())
                : parameter.domain().at(random.nextDouble());
    }
}
