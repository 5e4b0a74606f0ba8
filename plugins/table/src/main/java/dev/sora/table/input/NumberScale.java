// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.particle.State;
import java.util.Arrays;
import java.util.List;

/**
 * The learned scale of one column.
 *
 * @param shift the offset that is subtracted
 * @param divisor the divisor after the subtraction
 * @param points further statistics in ascending order: the mean, the edges of bins, or quantiles
 */
record NumberScale(double shift, double divisor, double[] points) {

    private static final String FORM = "form";

    /** Returns the scales of several columns as a state. */
    static State state(List<NumberScale> scales, NumberRules rules) {
        return State.builder()
                .string(FORM, rules.form())
                .states("scales", scales.stream().map(NumberScale::state).toList())
                .build();
    }

    private State state() {
        return State.builder()
                .number("shift", shift)
                .number("divisor", divisor)
                .numbers("points", points)
                .build();
    }

    /** Returns whether a state was learned with other rules and therefore cannot be used. */
    static boolean isOther(State state, NumberRules rules) {
        return !state.string(FORM).equals(rules.form());
    }

    /**
     * Restores the scales of a number of columns.
     *
     * @throws dev.sora.problem.DataException if the state is incomplete or was learned with other
     *     rules
     */
    static List<NumberScale> restore(State state, NumberRules rules, int width) {
        if (isOther(state, rules)) {
            throw InputProblem.learnedOtherwise(state, FORM, state.string(FORM), rules.form());
        }
        List<State> scales = state.states("scales");
        if (scales.size() != width) {
            throw state.broken("scales", width + " states");
        }
        return scales.stream().map(scale -> restore(scale, rules)).toList();
    }

    private static NumberScale restore(State state, NumberRules rules) {
        double divisor = state.number("divisor");
        if (divisor <= 0) {
            throw state.broken("divisor", "a number above 0");
        }
        double[] points = state.numbers("points");
        for (int i = 1; i < points.length; i++) {
            if (points[i] < points[i - 1]) {
                throw state.broken("points", "numbers that ascend");
            }
        }
        if (points.length == 0 && rules.bins() == 0 && !rules.scale().equals("quantile")) {
            throw state.broken("points", "a mean");
        }
        return new NumberScale(state.number("shift"), divisor, points);
    }

    /** Returns sorted numbers without duplicates. */
    static double[] distinct(double[] sorted) {
        return Arrays.stream(sorted).distinct().toArray();
    }

    /** Returns the number of bins between the edges, at least 1. */
    int bins() {
        return Math.max(1, points.length - 1);
    }

    double proportional(double value) {
        return (value - shift) / divisor;
    }

    /** Returns the bin of a number; the first and last bin are unbounded. */
    int bin(double value) {
        int place = Arrays.binarySearch(points, value);
        int bin = place >= 0 ? place : -place - 2;
        return Math.max(0, Math.min(bins() - 1, bin));
    }

    /**
     * Returns the relative position of a number in a bin: 0 at its lower edge, 1 at its upper edge.
     */
    double progress(double value, int bin) {
        if (points.length < 2) {
            return 0;
        }
        return part(points[bin], value, points[bin + 1]);
    }

    /** Returns the relative position between two numbers, also if their difference overflows. */
    private static double part(double from, double value, double to) {
        double part = (value - from) / (to - from);
        return Double.isNaN(part) || Double.isInfinite(to - from)
                ? (value / 2 - from / 2) / (to / 2 - from / 2)
                : part;
    }

    /** Returns the normal quantile of a number's rank. Equal points share their middle rank. */
    double normal(double value) {
        if (points.length < 2 || points[0] == points[points.length - 1]) {
            return 0;
        }
        return Normal.quantile((rank(value, true) + rank(value, false)) / 2);
    }

    private double rank(double value, boolean lower) {
        int last = points.length - 1;
        if (value < points[0]) {
            return 0;
        }
        if (value > points[last]) {
            return 1;
        }
        int low = 0;
        int high = last;
        // binary search for the first point that is not below, or the last that is not above
        while (low < high) {
            int middle = lower ? (low + high) / 2 : (low + high + 1) / 2;
            if (lower) {
                if (points[middle] < value) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            } else if (points[middle] > value) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        if (points[low] == value) {
            return (double) low / last;
        }
        int below = lower ? low - 1 : low;
        return (below + part(points[below], value, points[below + 1])) / last;
    }
}
