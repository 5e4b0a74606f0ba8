package ${package};

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.search.Domain;
import dev.sora.search.Parameter;
import dev.sora.search.SearchHistory;
import dev.sora.search.Space;
import dev.sora.search.Strategy;
import dev.sora.search.Suggestion;
import dev.sora.search.Trial;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Draws some trials from the whole space, and then each next one near the best of those before it.
 *
 * <p>A pure function of the history: a search that is resumed asks a new strategy, and all random
 * numbers come from the history.
 */
record ${className}Strategy(long first, double step) implements Strategy {

    @Override
    public void check(Space space, int goals) {
        if (goals > 1) {
            throw new SoraException(
                    Problem.of("SORA-2705", "the strategy '${name}' has one goal")
                            .needs("one goal")
                            .have(goals + " goals")
                            .fix("name one of them"));
        }
    }

    @Override
    public Optional<Suggestion> suggest(SearchHistory history) {
        Space space = history.space();
        RandomGenerator random = history.random(history.next());
        // Trials that run or failed have no costs. Every cost is to be lowered.
        Optional<Trial> best =
                history.trials().stream()
                        .filter(Trial::isComplete)
                        .min(Comparator.comparingDouble(t -> t.costs().orElseThrow().get(0)));
        if (history.next() < first || best.isEmpty()) {
            return Optional.of(Suggestion.of(space.draw(random)));
        }
        // space.values leaves out parameters whose conditions are not met.
        return Optional.of(
                Suggestion.of(space.values(p -> near(p, best.get().values(), random))));
    }

    private Object near(Parameter parameter, Map<String, Object> best, RandomGenerator random) {
        Domain domain = parameter.domain();
        double drawn = random.nextGaussian() * step;
        Object value = best.get(parameter.name());
        // Positions lie from 0 to 1, whatever the parameter; those outside are moved to the ends.
        return value == null ? domain.at(random.nextDouble()) : domain.at(domain.position(value) + drawn);
    }
}
