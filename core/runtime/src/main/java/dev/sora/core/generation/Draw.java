// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.generation;

import dev.sora.generation.Search;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Chooses a symbol from logits: the greatest, or one that is drawn with a temperature, among the k
 * most probable (Fan, Lewis and Dauphin, 2018) and among the most probable with a sum of
 * probabilities of p (Holtzman et al., 2020), in this order.
 */
record Draw(Search search) {

    int symbol(float[] logits, RandomGenerator random) {
        int greatest = 0;
        for (int i = 1; i < logits.length; i++) {
            greatest = logits[i] > logits[greatest] ? i : greatest;
        }
        if (search.temperature() == 0) {
            return greatest;
        }
        double[] weights = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            weights[i] = Math.exp((logits[i] - (double) logits[greatest]) / search.temperature());
        }
        keepMostProbable(weights);
        double sum = Arrays.stream(weights).sum();
        double at = random.nextDouble() * sum;
        int last = greatest;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                at -= weights[i];
                last = i;
                if (at < 0) {
                    return i;
                }
            }
        }
        return last;
    }

    private void keepMostProbable(double[] weights) {
        boolean some = search.topK() > 0 && search.topK() < weights.length;
        if (!some && search.topP() == 1) {
            return;
        }
        Integer[] ranked = new Integer[weights.length];
        Arrays.setAll(ranked, i -> i);
        Arrays.sort(ranked, (a, b) -> Double.compare(weights[b], weights[a]));
        int kept = some ? search.topK() : weights.length;
        double all = 0;
        for (int i = 0; i < kept; i++) {
            all += weights[ranked[i]];
        }
        double sum = 0;
        int needed = 0;
        while (needed < kept && (needed == 0 || sum < search.topP() * all)) {
            sum += weights[ranked[needed++]];
        }
        for (int i = search.topP() < 1 ? needed : kept; i < ranked.length; i++) {
            weights[ranked[i]] = 0;
        }
    }
}
