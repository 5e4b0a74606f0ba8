// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What a model sees of a date. */
enum DateFeature {
    /** All of the time, in days. */
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
    /** The hour, with its minutes. */
    HOUR(24, t -> t.wall().getHour() + t.wall().getMinute() / 60.0),
    /** The minute, with its seconds. */
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

    /** Returns whether it comes back to where it began. */
    boolean isCyclic() {
        return period > 0;
    }

    /** Returns the number of features it takes. */
    int width() {
        return isCyclic() ? 2 : 1;
    }

    /** Returns the value: an angle where it is cyclic. */
    double value(DateMoment time) {
        double plain = value.applyAsDouble(time);
        return isCyclic() ? 2 * Math.PI * plain / period : plain;
    }
}
