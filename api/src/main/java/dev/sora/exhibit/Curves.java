// SPDX-License-Identifier: Apache-2.0
package dev.sora.exhibit;

import java.util.List;

/**
 * Lines in a coordinate system, such as the ROC curve of each class. An axis ranges from 0 to 1 if
 * all points are within, otherwise over the range of the points.
 *
 * @param title the title above it
 * @param note one or two sentences that explain how to read it
 * @param across the name of the horizontal axis
 * @param up the name of the vertical axis
 * @param diagonal whether the diagonal is drawn for comparison
 * @param lines the lines, in the order shown; a report draws a few hundred evenly spaced points of
 *     each
 * @since 1.0
 */
public record Curves(
        String title, String note, String across, String up, boolean diagonal, List<Line> lines)
        implements Exhibit {

    /** Copies the list. */
    public Curves {
        lines = List.copyOf(lines);
    }

    /** Returns lines in a coordinate system. */
    public static Curves of(
            String title,
            String note,
            String across,
            String up,
            boolean diagonal,
            List<Line> lines) {
        return new Curves(title, note, across, up, diagonal, lines);
    }

    /**
     * One line.
     *
     * @param name the name of the line, such as a class
     * @param x the horizontal coordinates
     * @param y the vertical coordinates, as many as horizontal ones
     */
    public record Line(String name, List<Double> x, List<Double> y) {

        /** Checks that the sizes agree. */
        public Line {
            x = List.copyOf(x);
            y = List.copyOf(y);
            if (x.size() != y.size()) {
                throw new IllegalArgumentException(
                        "%d values across but %d up".formatted(x.size(), y.size()));
            }
        }

        /** Returns a line. */
        public static Line of(String name, List<Double> x, List<Double> y) {
            return new Line(name, x, y);
        }
    }
}
