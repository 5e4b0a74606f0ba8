// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import dev.sora.search.Parameter;
import dev.sora.search.Space;
import dev.sora.search.Trial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A Parzen estimator of all parameters together: the mixture of one density around each trial and
 * of a prior. The density of a trial is the product of those of its parameters.
 */
final class Parzen {

    /** The newest trials of which each has the full weight. */
    private static final int NEWEST = 25;

    private final Space space;
    private final Map<String, Dimension> dimensions = new LinkedHashMap<>();
    private final double[] weights;

    /**
     * Creates the estimator.
     *
     * @param trials in the order of their numbers
     */
    Parzen(Space space, List<Trial> trials, double priorWeight) {
        this.space = space;
        for (Parameter parameter : space.parameters()) {
            dimensions.put(
                    parameter.name(),
                    new Dimension(parameter, trials, space.parameters().size(), priorWeight));
        }
        weights = new double[trials.size() + 1];
        double sum = priorWeight;
        weights[trials.size()] = priorWeight;
        int old = trials.size() - NEWEST;
        for (int i = 0; i < trials.size(); i++) {
            // older trials count less: from 1/n for the first one up to 1
            double least = 1.0 / trials.size();
            weights[i] = i >= old ? 1 : old == 1 ? least : least + (1 - least) * i / (old - 1);
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
    }

    /** Draws values of the parameters that are active with them. */
    Map<String, Object> draw(RandomGenerator random) {
        double left = random.nextDouble();
        int chosen = 0;
        while (chosen < weights.length - 1 && left >= weights[chosen]) {
            left -= weights[chosen];
            chosen++;
        }
        int density = chosen;
        return space.values(parameter -> dimensions.get(parameter.name()).draw(density, random));
    }

    /** Returns the logarithm of the density at values. */
    double log(Map<String, Object> values) {
        double[] logs = new double[weights.length];
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logs.length; i++) {
            double log = Math.log(weights[i]);
            for (Map.Entry<String, Object> value : values.entrySet()) {
                log += dimensions.get(value.getKey()).log(i, value.getValue());
            }
            logs[i] = log;
            most = Math.max(most, log);
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - most);
        }
        return most + Math.log(sum);
    }
}
