// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Lines in a plane, such as the ROC curve of each class.
 *
 * <p>At most {@value #LIMIT} points of a line are kept, evenly spaced and with both ends, to limit
 * the size of the page.
 *
 * @param title the heading
 * @param note a sentence that explains how to read it
 * @param across the name of the horizontal axis
 * @param up the name of the vertical axis
 * @param diagonal whether to draw the diagonal as a reference
 * @param rows the lines, in the order shown
 */
public record Curves(
        String title, String note, String across, String up, boolean diagonal, List<Line> rows)
        implements OutputPart {

    /** The maximum number of points of a line that a page draws. */
    static final int LIMIT = 500;

    public Curves {
        rows = List.copyOf(rows);
    }

    /**
     * One line.
     *
     * @param name its name
     * @param x horizontal coordinates
     * @param y vertical coordinates, as many
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
