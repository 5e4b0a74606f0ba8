// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.window;

/**
 * The newest steps of one series, as many as a window covers. Positions count steps from 0, missing
 * ones too.
 */
final class SeriesBuffer {

    private final String name;
    private final int width;
    private final int columns;
    private final float[] values;
    private final boolean[] observed;

    /** The time of position 0. */
    private Object first;

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
        this.values = new float[width * columns];
        this.observed = new boolean[width];
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
        first = time;
        last = time;
    }

    Object first() {
        return first;
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

    /** Returns a value of the newest step. */
    float newest(int column) {
        return values[row(count - 1) + column];
    }

    /** Adds a step with a target. */
    void add(float[] step) {
        put(step, true);
        pending = 0;
        pendingAt = "";
    }

    /** Adds a step without a target. */
    void addMissing(float[] step, String where) {
        put(step, false);
        if (pending++ == 0) {
            pendingAt = where;
        }
    }

    private void put(float[] step, boolean seen) {
        int at = row(count);
        System.arraycopy(step, 0, values, at, columns);
        observed[at / columns] = seen;
        count++;
    }

    private int row(long position) {
        return (int) (position % width) * columns;
    }

    /** Returns the values of a column from a position on. */
    float[] column(int column, long from, int steps) {
        float[] taken = new float[steps];
        for (int i = 0; i < steps; i++) {
            taken[i] = values[row(from + i) + column];
        }
        return taken;
    }

    /** Returns the target from a position on; NaN where it is missing. */
    float[] target(long from, int steps) {
        float[] taken = column(0, from, steps);
        for (int i = 0; i < steps; i++) {
            if (!observed[row(from + i) / columns]) {
                taken[i] = Float.NaN;
            }
        }
        return taken;
    }
}
