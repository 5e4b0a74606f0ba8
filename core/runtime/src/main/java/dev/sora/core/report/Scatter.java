// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Points in a plane, such as predicted against actual values.
 *
 * <p>At most {@value #LIMIT} points are kept, evenly spaced, to limit the size of the page.
 *
 * @param title the heading
 * @param across the name of the horizontal axis
 * @param up the name of the vertical axis
 * @param comparison whether both axes measure the same quantity, so that the diagonal is perfect
 * @param total the number of points before the limit
 * @param x horizontal coordinates
 * @param y vertical coordinates, in the same order
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

    /** The maximum number of points that a page draws. */
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
