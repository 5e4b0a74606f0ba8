// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import dev.sora.search.ChoiceDomain;
import dev.sora.search.Parameter;
import dev.sora.search.Trial;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The values of one parameter in some trials, each with a density around it: a normal distribution
 * over the positions of numbers, a distribution over choices that prefers the one that was made.
 * The last density is the prior, uniform or nearly so; it also stands for trials that do not have
 * the parameter.
 */
final class Dimension {

    /** The deviation of the normal prior, as a share of the range. */
    private static final double WIDE = 1;

    private final Parameter parameter;
    private final double[] means;
    private final double deviation;
    private final double[] inside;
    private final double half;
    private final int choices;
    private final double priorWeight;

    /**
     * Creates the densities.
     *
     * @param dimensions the number of parameters, which widens the densities
     */
    Dimension(Parameter parameter, List<Trial> trials, int dimensions, double priorWeight) {
        this.parameter = parameter;
        this.priorWeight = priorWeight;
        choices = parameter.domain() instanceof ChoiceDomain choice ? choice.values().size() : 0;
        means = new double[trials.size() + 1];
        inside = new double[trials.size() + 1];
        long size = parameter.domain().size().orElse(0);
        // of few values, each one has the probability of the positions that give it
        half = choices == 0 && size > 0 && size <= 1000 ? 0.5 / size : 0;
        double scott = 0.2 * Math.pow(Math.max(1, trials.size()), -1.0 / (dimensions + 4));
        deviation = Math.max(scott, 1.0 / Math.min(100, 2.0 + trials.size()));
        for (int i = 0; i <= trials.size(); i++) {
            Object value = i < trials.size() ? trials.get(i).values().get(parameter.name()) : null;
            means[i] = value == null ? Double.NaN : parameter.domain().position(value);
            inside[i] =
                    value == null ? Normal.inside(0.5, WIDE) : Normal.inside(means[i], deviation);
        }
    }

    /** Draws a value from a density. */
    Object draw(int density, RandomGenerator random) {
        double mean = means[density];
        if (choices > 0) {
            double uniform = random.nextDouble();
            boolean own = !Double.isNaN(mean) && random.nextDouble() < 1 - prior();
            return parameter.domain().at(own ? mean : uniform);
        }
        return parameter
                .domain()
                .at(
                        Double.isNaN(mean)
                                ? Normal.draw(0.5, WIDE, random)
                                : Normal.draw(mean, deviation, random));
    }

    /** Returns the logarithm of a density at a value. */
    double log(int density, Object value) {
        double position = parameter.domain().position(value);
        double mean = means[density];
        if (choices > 0) {
            double uniform = 1.0 / choices;
            if (Double.isNaN(mean)) {
                return Math.log(uniform);
            }
            double own = mean == position ? 1 - prior() : 0;
            return Math.log(own + prior() * uniform);
        }
        double center = Double.isNaN(mean) ? 0.5 : mean;
        double sigma = Double.isNaN(mean) ? WIDE : deviation;
        double z = (position - center) / sigma;
        double mass =
                half > 0
                        ? (Normal.below((position + half - center) / sigma)
                                        - Normal.below((position - half - center) / sigma))
                                / (2 * half)
                        : Normal.density(z) / sigma;
        return Math.log(Math.max(mass, 1e-300) / inside[density]);
    }

    /** Returns the share of the prior in the distribution around a choice. */
    private double prior() {
        double weight = priorWeight * choices / means.length;
        return weight / (weight + 1);
    }
}
