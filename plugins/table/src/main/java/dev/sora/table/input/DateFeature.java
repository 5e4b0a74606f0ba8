// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A feature that is computed from a date. */
enum DateFeature {
    /** The time since 1970, in days. */
    AGE(0, t -> t.seconds() / 86400),
    /** The year. */
    YEAR(0, t -> t.wall().getYear()),
    /** The day of the year. */
    YEAR_DAY(366, t -> t.wall().getDayOfYear() - 1),
    /** The month. */
    MONTH(12, t -> t.wall().getMonthValue() - 1),
    /** The day of the month. */
    DAY(31, t -> t.wall().getDayOfMonth() - 1),
    /** The day of the week. */
    WEEKDAY(7, t -> t.wall().getDayOfWeek().getValue() - 1),
    /** The hour, with minutes as a fraction. */
    HOUR(24, t -> t.wall().getHour() + t.wall().getMinute() / 60.0),
    /** The minute, with seconds as a fraction. */
    MINUTE(60, t -> t.wall().getMinute() + t.wall().getSecond() / 60.0);

    private final double period;
    private final ToDoubleFunction<DateMoment> value;

    DateFeature(double period, ToDoubleFunction<DateMoment> value) {
        this.period = period;
        this.value = value;
    }

    static List<String> words() {
        return Arrays.stream(values()).map(f -> f.name().toLowerCase(Locale.ROOT)).toList();
    }

    static DateFeature of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Returns whether the feature is cyclic, so that its maximum is next to its minimum. */
    boolean isCyclic() {
        return period > 0;
    }

    /** Returns the number of values of the feature. */
    int width() {
        return isCyclic() ? 2 : 1;
    }

    /** Returns the value; for a cyclic feature, an angle in radians. */
    double value(DateMoment time) {
        double plain = value.applyAsDouble(time);
        return isCyclic() ? 2 * Math.PI * plain / period : plain;
    }
}
