// SPDX-License-Identifier: Apache-2.0
package dev.sora.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** Positions from 0 to 1, and equal steps between them. */
final class Steps {

    private Steps() {}

    /** Returns the step at a position, from 0 to below the number of steps. */
    static int index(double position, int steps) {
        return (int) index(position, (long) steps);
    }

    /** Returns the step at a position, from 0 to below the number of steps. */
    static long index(double position, long steps) {
        return Math.max(0, Math.min(steps - 1, (long) Math.floor(inside(position) * steps)));
    }

    /** Moves a position to the nearest end; a NaN is in the middle. */
    static double inside(double position) {
        return Double.isNaN(position) ? 0.5 : Math.max(0, Math.min(1, position));
    }

    /** Returns the values at evenly spaced positions, with both ends; equal ones only once. */
    static List<Object> spaced(int count, DoubleFunction<Object> at) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Object value = at.apply(count == 1 ? 0.5 : (double) i / (count - 1));
            if (!values.contains(value)) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }
}
