// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import dev.sora.plugin.TypeDescriptor;
import dev.sora.search.SearchHistory;
import dev.sora.search.Strategy;
import dev.sora.search.Suggestion;
import dev.sora.search.Trial;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * TPE, the tree-structured Parzen estimator (Bergstra et al., 2011), over all parameters together
 * (Falkner, Klein and Hutter, 2018). It estimates the density l of the values of the best trials
 * and g of all others, draws candidates from l, and suggests the one with the greatest l/g.
 *
 * <p>The number of best trials, {@code min(⌈n / 10⌉, 25)}, the widths of the densities and the
 * weights of older trials are those of Optuna (Akiba et al., 2019). It differs in two ways: trials
 * that failed, and those that run, count among the others, so that parallel trials spread; and a
 * trial that does not have a parameter, because of its conditions, has the prior's density for it.
 */
final class ParzenSearch implements Strategy {

    private static final int MOST_BEST = 25;

    private static final Setting<Long> STARTUP =
            Setting.integer("startup", "How many trials are drawn at random first.")
                    .atLeast(1)
                    .atMost(1_000_000)
                    .orElse(10L);
    private static final Setting<Long> CANDIDATES =
            Setting.integer("candidates", "How many candidates are compared for a trial.")
                    .atLeast(1)
                    .atMost(10_000)
                    .orElse(24L);
    private static final Setting<Double> PRIOR_WEIGHT =
            Setting.number("prior_weight", "Weight of the prior; that of a trial is 1.")
                    .above(0)
                    .orElse(1.0);

    static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of(
                    "tpe",
                    "Tree-structured Parzen estimator: draws where the best trials are dense and the"
                            + " others are not.",
                    STARTUP,
                    CANDIDATES,
                    PRIOR_WEIGHT);

    private final int startup;
    private final int candidates;
    private final double priorWeight;

    ParzenSearch(Settings settings) {
        startup = settings.get(STARTUP).intValue();
        candidates = settings.get(CANDIDATES).intValue();
        priorWeight = settings.get(PRIOR_WEIGHT);
    }

    @Override
    public Optional<Suggestion> suggest(SearchHistory history) {
        RandomGenerator random = history.random(history.next());
        List<Trial> complete = history.trials().stream().filter(Trial::isComplete).toList();
        if (complete.size() < startup) {
            return Optional.of(Suggestion.of(history.space().draw(random)));
        }
        int count = Math.min(MOST_BEST, (int) Math.ceil(0.1 * complete.size()));
        List<Trial> best = numbered(Ordering.of(complete).subList(0, count));
        List<Trial> others = new ArrayList<>(history.trials());
        others.removeAll(best);
        Parzen good = new Parzen(history.space(), best, priorWeight);
        Parzen rest = new Parzen(history.space(), others, priorWeight);
        Map<String, Object> chosen = Map.of();
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < candidates; i++) {
            Map<String, Object> candidate = good.draw(random);
            double score = good.log(candidate) - rest.log(candidate);
            if (i == 0 || score > most) {
                chosen = candidate;
                most = score;
            }
        }
        return Optional.of(Suggestion.of(chosen));
    }

    private static List<Trial> numbered(List<Trial> trials) {
        return trials.stream().sorted(Comparator.comparingInt(Trial::number)).toList();
    }
}
