// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Lines over a plane, such as the ROC curve of each class.
 *
 * <p>Keeps at most {@value #LIMIT} points of a line, evenly taken with both ends, so that the page
 * stays small.
 *
 * @param title shown above
 * @param note a sentence that tells how to read it
 * @param across the name of the axis from left to right
 * @param up the name of the axis from bottom to top
 * @param diagonal whether a line from corner to corner serves as a measure
 * @param rows the lines, in the order shown
 */
public record Curves(
        String title, String note, String across, String up, boolean diagonal, List<Line> rows)
        implements OutputPart {

    /** The most points of a line that a page draws. */
    static final int LIMIT = 500;

    public Curves {
        rows = List.copyOf(rows);
    }

    /**
     * One line.
     *
     * @param name what it is about
     * @param x from left to right
     * @param y as many
     */
    public record Line(String name, List<Double> x, List<Double> y) {

        public Line {
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
            long last = values.size() - 1L;
            return IntStream.range(0, LIMIT)
                    .mapToObj(point -> values.get((int) (point * last / (LIMIT - 1))))
                    .toList();
        }
    }
}
