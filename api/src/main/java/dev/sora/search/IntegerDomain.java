// SPDX-License-Identifier: Apache-2.0
package dev.sora.search;

import java.util.List;
import java.util.OptionalLong;

/**
 * The integers between two bounds, in steps from the lower one, or spaced by their logarithm.
 *
 * @since 0.3
 */
public final class IntegerDomain implements Domain {

    private final long low;
    private final long high;
    private final long step;
    private final boolean log;

    private IntegerDomain(long low, long high, long step, boolean log) {
        this.low = low;
        this.high = high;
        this.step = step;
        this.log = log;
    }

    /**
     * Returns the integers {@code low}, {@code low + step} and so on, of which none is above {@code
     * high}.
     *
     * @param step at least 1
     */
    public static IntegerDomain of(long low, long high, long step) {
        check(low <= high && step >= 1, low, high);
        // so far apart, their distance would not be a long
        check(high - low >= 0 && high - low < Long.MAX_VALUE, low, high);
        return new IntegerDomain(low, low + (high - low) / step * step, step, false);
    }

    /**
     * Returns the integers between two bounds, of which smaller ones are more frequent.
     *
     * @param low at least 1
     */
    public static IntegerDomain logarithmic(long low, long high) {
        check(low >= 1 && low <= high, low, high);
        return new IntegerDomain(low, high, 1, true);
    }

    private static void check(boolean right, long low, long high) {
        if (!right) {
            throw new IllegalArgumentException("no integers from %d to %d".formatted(low, high));
        }
    }

    /** Returns the least integer. */
    public long low() {
        return low;
    }

    /** Returns the greatest integer. */
    public long high() {
        return high;
    }

    /** Returns the distance between two integers. */
    public long step() {
        return step;
    }

    /** Returns whether smaller integers are more frequent. */
    public boolean isLogarithmic() {
        return log;
    }

    private long count() {
        return (high - low) / step + 1;
    }

    @Override
    public Long at(double position) {
        if (!log) {
            return low + step * Steps.index(position, count());
        }
        double from = Math.log(low - 0.5);
        double to = Math.log(high + 0.5);
        long value = Math.round(Math.exp(from + Steps.inside(position) * (to - from)));
        return Math.max(low, Math.min(high, value));
    }

    @Override
    public double position(Object value) {
        if (!contains(value)) {
            throw new IllegalArgumentException("%s is not in %s".formatted(value, this));
        }
        long number = (Long) value;
        if (!log) {
            return ((number - low) / step + 0.5) / count();
        }
        double from = Math.log(low - 0.5);
        return (Math.log(number) - from) / (Math.log(high + 0.5) - from);
    }

    @Override
    public boolean contains(Object value) {
        return value instanceof Long number
                && number >= low
                && number <= high
                && (number - low) % step == 0;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(count());
    }

    @Override
    public List<Object> grid(int most) {
        int count = (int) Math.min(most, count());
        if (!log) {
            // between the ends, not between the middles of the first and the last step
            return Steps.spaced(count, u -> low + step * Math.round(u * (count() - 1)));
        }
        return Steps.spaced(count, this::at);
    }

    @Override
    public String toString() {
        return "[%d, %d]%s".formatted(low, high, log ? " log" : step > 1 ? " by " + step : "");
    }
}
