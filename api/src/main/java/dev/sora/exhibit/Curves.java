// SPDX-License-Identifier: Apache-2.0
package dev.sora.exhibit;

import java.util.List;

/**
 * Lines over a plane, such as the ROC curve of each class. Axes run from 0 to 1 where all points
 * lie there, else as far as the points.
 *
 * @param title what stands above it
 * @param note a sentence or two that tell how to read it
 * @param across the name of the axis from left to right
 * @param up the name of the axis from bottom to top
 * @param diagonal whether a line from corner to corner serves as a measure
 * @param lines in the order shown; a report draws a few hundred points of each, evenly taken
 * @since 1.0
 */
public record Curves(
        String title, String note, String across, String up, boolean diagonal, List<Line> lines)
        implements Exhibit {

    /** Copies the list. */
    public Curves {
        lines = List.copyOf(lines);
    }

    /** Returns lines over a plane. */
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
     * @param name what it is about
     * @param x from left to right
     * @param y as many
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
