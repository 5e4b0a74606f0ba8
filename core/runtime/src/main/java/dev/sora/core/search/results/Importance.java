// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.results;

import dev.sora.search.Parameter;
import dev.sora.search.Space;
import dev.sora.search.Trial;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much each parameter decides which trials are good, for the first goal: PED-ANOVA (Watanabe,
 * Bansal and Hutter, 2023). For each parameter, the Pearson divergence between the density of its
 * values in the best trials and that in all trials, {@code ∫ (p(x) / q(x) - 1)² q(x) dx}; the
 * divergences are divided by their sum. The densities are histograms with a uniform prior.
 *
 * <p>A parameter with conditions is compared within the trials that have it.
 */
final class Importance {

    private static final int BINS = 12;

    /** The share of trials that count as the best. */
    private static final double BEST = 0.2;

    /** With fewer trials that have a parameter, nothing is known of it. */
    private static final int LEAST = 5;

    private Importance() {}

    /** Returns the shares by name, which sum to 1; 0 for parameters of which nothing is known. */
    static Map<String, Double> of(Space space, List<Trial> trials) {
        Map<String, Double> divergences = new LinkedHashMap<>();
        double sum = 0;
        for (Parameter parameter : space.parameters()) {
            double divergence = divergence(parameter, trials);
            divergences.put(parameter.name(), divergence);
            sum += divergence;
        }
        double total = sum;
        divergences.replaceAll((name, value) -> total > 0 ? value / total : 0.0);
        return divergences;
    }

    private static double divergence(Parameter parameter, List<Trial> trials) {
        List<Trial> active =
                trials.stream()
                        .filter(trial -> trial.isComplete())
                        .filter(trial -> trial.values().containsKey(parameter.name()))
                        .sorted(Comparator.comparingDouble(t -> t.costs().orElseThrow().get(0)))
                        .toList();
        if (active.size() < LEAST) {
            return 0;
        }
        int best = Math.max(2, (int) Math.ceil(BEST * active.size()));
        long values = parameter.domain().size().orElse(BINS);
        int bins = (int) Math.min(BINS, values);
        double[] good = histogram(parameter, active.subList(0, best), bins);
        double[] all = histogram(parameter, active, bins);
        double divergence = 0;
        for (int i = 0; i < bins; i++) {
            double ratio = good[i] / all[i] - 1;
            divergence += ratio * ratio * all[i];
        }
        return divergence;
    }

    private static double[] histogram(Parameter parameter, List<Trial> trials, int bins) {
        double[] shares = new double[bins];
        // a prior of one trial, spread evenly, so that no share is 0
        Arrays.fill(shares, 1.0 / bins);
        for (Trial trial : trials) {
            double position = parameter.domain().position(trial.values().get(parameter.name()));
            shares[Math.min(bins - 1, (int) (position * bins))]++;
        }
        for (int i = 0; i < bins; i++) {
            shares[i] /= trials.size() + 1;
        }
        return shares;
    }
}
