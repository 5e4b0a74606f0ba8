// SPDX-License-Identifier: Apache-2.0
package dev.sora.search;

import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The numbers between two bounds, in steps, or spaced by their logarithm.
 *
 * @since 0.3
 */
public final class NumberDomain implements Domain {

    private final double low;
    private final double high;
    private final double step;
    private final boolean log;

    private NumberDomain(double low, double high, double step, boolean log) {
        this.low = low;
        this.high = high;
        this.step = step;
        this.log = log;
    }

    /** Returns all numbers between two bounds. */
    public static NumberDomain of(double low, double high) {
        check(low <= high && Double.isFinite(high - low), low, high);
        return new NumberDomain(low, high, 0, false);
    }

    /**
     * Returns the numbers {@code low}, {@code low + step} and so on, of which none is above {@code
     * high}. They are computed as decimal numbers: 0.1 and two steps of 0.1 are 0.3.
     *
     * @param step above 0
     */
    public static NumberDomain of(double low, double high, double step) {
        check(low <= high && Double.isFinite(high - low) && step > 0, low, high);
        check((high - low) / step < 1e9, low, high);
        return new NumberDomain(low, high, step, false);
    }

    /**
     * Returns the numbers between two bounds, uniform in their logarithm.
     *
     * @param low above 0
     */
    public static NumberDomain logarithmic(double low, double high) {
        check(low > 0 && low <= high && Double.isFinite(high), low, high);
        return new NumberDomain(low, high, 0, true);
    }

    private static void check(boolean right, double low, double high) {
        if (!right) {
            throw new IllegalArgumentException("no numbers from %s to %s".formatted(low, high));
        }
    }

    /** Returns the least number. */
    public double low() {
        return low;
    }

    /** Returns the bound that no number is above. */
    public double high() {
        return high;
    }

    /** Returns the distance between two numbers; empty if they are continuous. */
    public OptionalDouble step() {
        return step > 0 ? OptionalDouble.of(step) : OptionalDouble.empty();
    }

    /** Returns whether the numbers are uniform in their logarithm. */
    public boolean isLogarithmic() {
        return log;
    }

    private long count() {
        return BigDecimal.valueOf(high)
                        .subtract(BigDecimal.valueOf(low))
                        .divideToIntegralValue(BigDecimal.valueOf(step))
                        .longValue()
                + 1;
    }

    private double stepped(long index) {
        return BigDecimal.valueOf(step)
                .multiply(BigDecimal.valueOf(index))
                .add(BigDecimal.valueOf(low))
                .doubleValue();
    }

    @Override
    public Double at(double position) {
        if (step > 0) {
            return stepped(Steps.index(position, count()));
        }
        double u = Steps.inside(position);
        double value =
                log
                        ? Math.exp(Math.log(low) + u * (Math.log(high) - Math.log(low)))
                        : low + u * (high - low);
        // rounding may lead just past a bound
        return Math.max(low, Math.min(high, value));
    }

    @Override
    public double position(Object value) {
        if (!contains(value)) {
            throw new IllegalArgumentException("%s is not in %s".formatted(value, this));
        }
        double number = (Double) value;
        if (step > 0) {
            return (Math.rint((number - low) / step) + 0.5) / count();
        }
        if (low == high) {
            return 0.5;
        }
        return log
                ? (Math.log(number) - Math.log(low)) / (Math.log(high) - Math.log(low))
                : (number - low) / (high - low);
    }

    @Override
    public boolean contains(Object value) {
        return value instanceof Double number
                && number >= low
                && number <= high
                && (step == 0 || stepped(Math.round((number - low) / step)) == number);
    }

    @Override
    public OptionalLong size() {
        return step > 0
                ? OptionalLong.of(count())
                : low == high ? OptionalLong.of(1) : OptionalLong.empty();
    }

    @Override
    public List<Object> grid(int most) {
        if (step > 0) {
            int count = (int) Math.min(most, count());
            return Steps.spaced(count, u -> stepped(Math.round(u * (count() - 1))));
        }
        return Steps.spaced(most, this::at);
    }

    @Override
    public String toString() {
        return "[%s, %s]%s".formatted(low, high, log ? " log" : step > 0 ? " by " + step : "");
    }
}
