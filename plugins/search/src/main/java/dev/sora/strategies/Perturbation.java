// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import dev.sora.search.Domain;
import dev.sora.search.IntegerDomain;
import dev.sora.search.NumberDomain;
import dev.sora.search.Parameter;
import dev.sora.search.Space;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Changes values a little: each number is multiplied by a factor or divided by it, choices stay. A
 * share of all values is drawn again instead.
 */
final class Perturbation {

    static final Setting<Double> FACTOR =
            Setting.number("factor", "By what a number is multiplied or divided in a copy.")
                    .above(1)
                    .atMost(100)
                    .orElse(1.2);
    static final Setting<Double> RESAMPLE =
            Setting.number("resample", "Probability that a value is drawn again in a copy.")
                    .atLeast(0)
                    .atMost(1)
                    .orElse(0.1);

    private final double factor;
    private final double resample;

    Perturbation(Settings settings) {
        factor = settings.get(FACTOR);
        resample = settings.get(RESAMPLE);
    }

    /** Returns changed values, all within the space. */
    Map<String, Object> of(Map<String, Object> values, Space space, RandomGenerator random) {
        return space.values(
                parameter -> {
                    // each takes the same numbers, so that no parameter changes another one
                    double drawn = random.nextDouble();
                    double position = random.nextDouble();
                    boolean up = random.nextBoolean();
                    Object value = values.get(parameter.name());
                    return value == null || drawn < resample
                            ? parameter.domain().at(position)
                            : near(parameter, value, up);
                });
    }

    private Object near(Parameter parameter, Object value, boolean up) {
        Domain domain = parameter.domain();
        if (domain instanceof NumberDomain numbers) {
            double number = (Double) value;
            // a factor would never leave 0
            double apart = (numbers.high() - numbers.low()) / 100;
            double found = number == 0 ? (up ? apart : -apart) : scaled(number, up);
            double bounded = Math.max(numbers.low(), Math.min(numbers.high(), found));
            return numbers.step().isEmpty()
                    ? bounded
                    : moved(numbers, value, bounded, numbers.step().getAsDouble(), up);
        }
        if (domain instanceof IntegerDomain integers) {
            double found = scaled((Long) value, up);
            return moved(integers, value, found, integers.step(), up);
        }
        return value;
    }

    /** A factor makes a negative number greater by making it smaller: its size is what changes. */
    private double scaled(double number, boolean up) {
        return up ? number * factor : number / factor;
    }

    /** Returns the value of a domain in steps nearest to a number, and at least one step away. */
    private static Object moved(Domain domain, Object from, double to, double step, boolean up) {
        double start = ((Number) from).doubleValue();
        double direction = (up ? 1 : -1) * (start < 0 ? -1 : 1);
        double change = Math.max(1, Math.rint(Math.abs(to - start) / step)) * direction;
        // positions of steps are those of their middles
        double at = domain.position(from);
        long size = domain.size().orElseThrow();
        if (domain instanceof IntegerDomain integers && integers.isLogarithmic()) {
            long next = (Long) from + (long) change;
            return Math.max(integers.low(), Math.min(integers.high(), next));
        }
        return domain.at(Math.max(0, Math.min(1, at + change / size)));
    }
}
