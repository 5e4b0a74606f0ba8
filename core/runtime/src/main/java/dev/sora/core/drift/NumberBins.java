// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.drift;

import dev.sora.data.Values;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The distribution of numbers over at most ten parts of about equal share, with a bin below the
 * least number, one above the greatest and one for missing values. A bin includes its upper edge;
 * the first part includes both. A number that is more frequent than a part, such as 0 in amounts,
 * has a part of its own, which is as wide as 32 bits round numbers.
 */
public final class NumberBins implements Distribution {

    /** The greatest number of parts. */
    public static final int MOST = 10;

    /** A part has at least as many numbers, so that its share is known well enough. */
    private static final int LEAST_COUNT = 20;

    /** The bins besides the parts. */
    private static final int OTHERS = 3;

    private final double[] edges;
    private final double[] shares;

    /**
     * Creates bins.
     *
     * @param edges the edges of the parts, strictly ascending; a single one if all numbers are
     *     equal
     * @param shares of the bin below, the parts, the bin above and missing values
     * @throws IllegalArgumentException if the lengths do not fit, or edges do not ascend
     */
    public NumberBins(double[] edges, double[] shares) {
        // -0.0 becomes 0.0: the search among edges tells them apart
        this.edges = Arrays.stream(edges).map(edge -> edge + 0.0).toArray();
        this.shares = shares.clone();
        if (edges.length == 0
                || edges.length > MOST + 1
                || shares.length != parts(edges) + OTHERS
                || !ascend(this.edges)) {
            throw new IllegalArgumentException("edges that ascend, and a share for each bin");
        }
    }

    private static boolean ascend(double[] edges) {
        for (int i = 0; i < edges.length; i++) {
            if (!Double.isFinite(edges[i]) || i > 0 && edges[i] <= edges[i - 1]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the distribution of numbers. Edges are quantiles of the numbers; instead of equal
     * ones, there is one just below and one just above them.
     *
     * @param sorted at least one number, all of them finite, ascending
     * @param least the least of all numbers, of which these may be a sample
     * @param most the greatest of all numbers
     * @param missing the share of missing values
     */
    public static NumberBins of(double[] sorted, double least, double most, double missing) {
        int parts = Math.max(1, Math.min(MOST, sorted.length / LEAST_COUNT));
        double[] quantiles = new double[parts + 1];
        quantiles[0] = least;
        for (int i = 1; i < parts; i++) {
            quantiles[i] = sorted[(int) ((long) i * sorted.length / parts) - 1];
        }
        quantiles[parts] = most;
        double[] edges = edges(quantiles);
        double[] shares = new double[parts(edges) + OTHERS];
        NumberBins empty = new NumberBins(edges, shares);
        for (double number : sorted) {
            shares[empty.bin(number)]++;
        }
        for (int i = 0; i < shares.length; i++) {
            // counts are exact: a sum of shares could exceed 1
            shares[i] = shares[i] / sorted.length * (1 - missing);
        }
        shares[shares.length - 1] = missing;
        return new NumberBins(edges, shares);
    }

    /** Returns as many edges at most. */
    private static double[] edges(double[] quantiles) {
        double[] edges = new double[quantiles.length];
        int count = 0;
        for (int i = 0; i < quantiles.length; ) {
            double quantile = quantiles[i];
            int next = i + 1;
            while (next < quantiles.length && quantiles[next] == quantile) {
                next++;
            }
            double[] wanted =
                    next - i == 1
                            ? new double[] {quantile}
                            : new double[] {near(quantile, -1), near(quantile, 1)};
            for (double edge : wanted) {
                if (count == 0 || edge > edges[count - 1]) {
                    edges[count++] = edge;
                }
            }
            i = next;
        }
        return Arrays.copyOf(edges, count);
    }

    /**
     * Returns the next 32-bit number in a direction: one client writes 0.1 where another sends the
     * 32-bit number next to it.
     */
    private static double near(double number, int direction) {
        float rounded = (float) number;
        double near = direction < 0 ? Math.nextDown(rounded) : Math.nextUp(rounded);
        if (Float.isInfinite(rounded) || Double.isInfinite(near)) {
            near = direction < 0 ? Math.nextDown(number) : Math.nextUp(number);
        }
        return Double.isInfinite(near) ? number : near;
    }

    private static int parts(double[] edges) {
        return Math.max(1, edges.length - 1);
    }

    /** Returns the edges. */
    public double[] edges() {
        return edges.clone();
    }

    @Override
    public double[] shares() {
        return shares.clone();
    }

    @Override
    public int size() {
        return shares.length;
    }

    @Override
    public int bin(@Nullable Object value) {
        double number = number(value);
        if (Double.isNaN(number)) {
            return shares.length - 1;
        }
        if (number < edges[0]) {
            return 0;
        }
        int last = edges.length - 1;
        if (number > edges[last]) {
            return shares.length - 2;
        }
        int at = Arrays.binarySearch(edges, number);
        return Math.max(1, at < 0 ? -at - 1 : at);
    }

    /** The longest string that is read as a number. */
    private static final int LONGEST = 64;

    /** Returns the number of a value; NaN if it has none. */
    private static double number(@Nullable Object value) {
        boolean plain =
                value instanceof Number
                        || value instanceof Boolean
                        || value instanceof String text && text.length() <= LONGEST;
        try {
            // infinite numbers are missing, as in the statistics of the training
            return plain ? Values.number(value) + 0.0 : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
