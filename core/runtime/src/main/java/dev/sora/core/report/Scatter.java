// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Points over a plane, such as predicted against actual values.
 *
 * <p>Keeps at most {@value #LIMIT} points, evenly taken, so that the page stays small.
 *
 * @param title shown above
 * @param across the name of the axis from left to right
 * @param up the name of the axis from bottom to top
 * @param comparison whether both axes measure the same, so that the diagonal is perfect
 * @param total how many points there were
 * @param x from left to right
 * @param y as many, in the same order
 */
public record Scatter(
        String title,
        String across,
        String up,
        boolean comparison,
        long total,
        List<Double> x,
        List<Double> y)
        implements OutputPart {

    /** The most points a page draws. */
    public static final int LIMIT = 2_000;

    public Scatter {
        if (x.size() != y.size()) {
            throw new IllegalArgumentException(
                    "%d values across but %d up".formatted(x.size(), y.size()));
        }
        x = thinned(x);
        y = thinned(y);
    }

    private static List<Double> thinned(List<Double> values) {
        if (values.size() <= LIMIT) {
            return List.copyOf(values);
        }
        List<Double> kept = new ArrayList<>(LIMIT);
        for (int index = 0; index < LIMIT; index++) {
            kept.add(values.get((int) ((long) index * values.size() / LIMIT)));
        }
        return List.copyOf(kept);
    }
}
