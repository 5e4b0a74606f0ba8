// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.check;

import dev.sora.testkit.trial.Breach;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;

/**
 * Compares gradients with central differences {@code (f(x + h) - f(x - h)) / 2h}.
 *
 * <p>With 32-bit numbers, rounding dominates small steps and curvature dominates large ones.
 * Therefore several steps are tried, each with its rounding error as tolerance, and one match is
 * enough: a wrong gradient matches at no step. Where the slopes on both sides differ, as at the
 * kink of a rectifier, every slope between them is accepted; the share of such elements is bounded.
 */
public final class Differences {

    private static final double[] STEPS = {1e-2, 2.5e-3, 4e-2};

    /** The greatest number of elements that are compared for each leaf. */
    private static final int MOST = 40;

    /** The relative rounding error of 32-bit numbers and of the sums behind each result. */
    private static final double ROUNDING = 4 * Math.ulp(1f);

    private final double tolerance;
    private final double kinks;
    private final List<Miss> misses = new ArrayList<>();
    private double usual;
    private double start;
    private int looked;
    private int between;

    /** An element whose gradient differs from that of the function. */
    private record Miss(String leaf, int element, double expected, double found) {}

    /**
     * Prepares a comparison.
     *
     * @param tolerance the relative error of a gradient that is accepted
     * @param kinks the fraction of elements that may be at a kink
     */
    public Differences(double tolerance, double kinks) {
        this.tolerance = tolerance;
        this.kinks = kinks;
    }

    /** Sets the scale of the gradients and the value of the function. */
    public void begin(Collection<float[]> gradients, double value) {
        double squares = 0;
        long count = 0;
        for (float[] gradient : gradients) {
            for (float element : gradient) {
                squares += (double) element * element;
            }
            count += gradient.length;
        }
        usual = Math.sqrt(squares / Math.max(1, count));
        start = value;
    }

    public void check(
            String leaf,
            float[] values,
            float[] found,
            IntPredicate valid,
            ToDoubleFunction<float[]> function) {
        int[] elements =
                new SplittableRandom(values.length)
                        .ints(0, Math.max(1, values.length))
                        .distinct()
                        .limit(values.length)
                        .filter(valid)
                        .limit(MOST)
                        .toArray();
        for (int element : elements) {
            looked++;
            check(leaf, values, found[element], element, function);
        }
    }

    private void check(
            String leaf,
            float[] values,
            double found,
            int element,
            ToDoubleFunction<float[]> function) {
        double expected = 0;
        boolean kink = false;
        for (double wanted : STEPS) {
            float[] changed = values.clone();
            double size = wanted * Math.max(1, Math.abs(values[element]));
            changed[element] = (float) (values[element] + size);
            double above = function.applyAsDouble(changed);
            double stepUp = (double) changed[element] - values[element];
            changed[element] = (float) (values[element] - size);
            double below = function.applyAsDouble(changed);
            double stepDown = (double) values[element] - changed[element];
            double slope = (above - below) / (stepUp + stepDown);
            double noise = ROUNDING * (Math.abs(start) + Math.abs(above - below) + 1) / size;
            double allowed = tolerance * (Math.abs(slope) + 0.1 * usual) + noise;
            if (Math.abs(slope - found) <= allowed) {
                return;
            }
            double left = (start - below) / stepDown;
            double right = (above - start) / stepUp;
            kink |=
                    Math.abs(left - right) > 4 * allowed
                            && found >= Math.min(left, right) - allowed
                            && found <= Math.max(left, right) + allowed;
            if (wanted == STEPS[0]) {
                expected = slope;
            }
        }
        if (kink) {
            between++;
        } else {
            misses.add(new Miss(leaf, element, expected, found));
        }
    }

    /** Throws if elements differ. */
    public void end() {
        if (!misses.isEmpty()) {
            Miss first = misses.get(0);
            throw new Breach(
                    "%.5g: how fast the output changes with element %d of %s"
                            .formatted(first.expected(), first.element(), first.leaf()),
                    "a gradient of %.5g; %d of %d elements that were looked at differ: %s"
                            .formatted(
                                    first.found(),
                                    misses.size(),
                                    looked,
                                    String.join(
                                            ", ",
                                            misses.stream().map(Miss::leaf).distinct().toList())),
                    advice());
        }
        if (between > kinks * looked) {
            throw new Breach(
                    "a smooth function, except for at most %.0f %% of the elements"
                            .formatted(100 * kinks),
                    "%d of %d elements lie at a kink".formatted(between, looked),
                    "draw samples away from it (SampleSignal.between), or declare it: kinks(share,"
                            + " reason)");
        }
    }

    private String advice() {
        if (misses.stream().allMatch(miss -> miss.found() == 0)) {
            return "no gradient comes through: look for stopGradient, for values that are brought"
                    + " to the host and back, and for comparisons and casts on the way";
        }
        double factor = misses.get(0).found() / misses.get(0).expected();
        boolean constant =
                misses.size() > 1
                        && misses.stream()
                                .allMatch(
                                        miss ->
                                                Math.abs(miss.found() / miss.expected() - factor)
                                                        < 0.05 * Math.abs(factor));
        return (constant
                        ? "it is %.3g times what it should be everywhere: a part of the product is"
                                        .formatted(factor)
                                + " hidden from the tape, or a term is missing"
                        : "a part of the computation is hidden from the tape: look for"
                                + " stopGradient, for"
                                + " values brought to the host and back, and for changes in place")
                + "; where the function has no gradient on purpose, leave the clause out";
    }
}
