// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.window;

import java.util.stream.LongStream;

/**
 * The newest steps of one series, as many as a window covers. Positions count steps from 0, missing
 * ones too.
 */
final class SeriesBuffer {

    private final String name;
    private final int width;
    private final int columns;

    /** Numbers of 64 bits, so that it is seen what floats lose. */
    private final double[] values;

    /** Which values the rows have; the others are those before them. */
    private final boolean[] observed;

    private TimeAnchor anchor;

    private Object last;
    private long count;

    /** How many of the newest steps have no target. */
    private int pending;

    /** The place of the first of these, for messages. */
    private String pendingAt = "";

    /** Whether more rows without a target followed than are kept. */
    private boolean beyond;

    /**
     * Creates a buffer.
     *
     * @param width the number of steps
     * @param columns the number of values of a step; the first is the target
     */
    SeriesBuffer(String name, int width, int columns) {
        this.name = name;
        this.width = width;
        this.columns = columns;
        this.values = new double[width * columns];
        this.observed = new boolean[width * columns];
    }

    String name() {
        return name;
    }

    /** Returns whether a step has been added. */
    boolean isStarted() {
        return count > 0;
    }

    /** Sets the time of position 0. */
    void start(Object time) {
        anchor = new TimeAnchor(time);
        last = time;
    }

    /** Returns the time of position 0, from which those of the others follow. */
    TimeAnchor anchor() {
        return anchor;
    }

    /** Returns the time of the newest row. */
    Object last() {
        return last;
    }

    void last(Object time) {
        last = time;
    }

    /** Returns the number of steps so far: the position of the next one. */
    long count() {
        return count;
    }

    int pending() {
        return pending;
    }

    String pendingAt() {
        return pendingAt;
    }

    boolean isBeyond() {
        return beyond;
    }

    /** Notes that a step without a target is not kept. */
    void passBeyond() {
        beyond = true;
    }

    /** Adds a step with a target; further values that are NaN are those before. */
    void add(double[] step) {
        put(step);
        pending = 0;
        pendingAt = "";
    }

    /** Adds a step without a target. */
    void addMissing(double[] step, String where) {
        put(step);
        if (pending++ == 0) {
            pendingAt = where;
        }
    }

    private void put(double[] step) {
        int at = row(count);
        int before = row(count - 1 + width);
        for (int i = 0; i < columns; i++) {
            observed[at + i] = !Double.isNaN(step[i]);
            values[at + i] = observed[at + i] ? step[i] : values[before + i];
        }
        count++;
    }

    private int row(long position) {
        return (int) (position % width) * columns;
    }

    /** Returns the values of a column from a position on; a missing one is that before it. */
    double[] column(int column, long from, int steps) {
        double[] taken = new double[steps];
        for (int i = 0; i < steps; i++) {
            taken[i] = values[row(from + i) + column];
        }
        return taken;
    }

    /** Returns the values that rows have of a column from a position on; NaN where one has none. */
    double[] given(int column, long from, int steps) {
        double[] taken = column(column, from, steps);
        for (int i = 0; i < steps; i++) {
            if (!observed[row(from + i) + column]) {
                taken[i] = Double.NaN;
            }
        }
        return taken;
    }

    /** Returns the positions, counted from a position, at which no row has a target. */
    long[] filled(long from, int steps) {
        return LongStream.range(0, steps).filter(i -> !observed[row(from + i)]).toArray();
    }
}
