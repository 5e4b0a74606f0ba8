// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.FarNumber;
import dev.sora.core.profile.NumberProfile;
import dev.sora.core.profile.ValueCount;
import dev.sora.data.ColumnType;
import java.util.List;
import java.util.Optional;

/** Finds irregularities in the numbers of a column. */
final class NumberFindings {

    private static final double SKEWED = 3;
    private static final double EXACT_INTEGERS = 9_007_199_254_740_992.0;

    /** Numbers that are commonly used for a missing value. */
    private static final List<Double> NO_DATA =
            List.of(
                    -9999.0, 9999.0, -999.0, 999.0, -99.0, -99999.0, 99999.0, -32768.0, -1e30,
                    1e30);

    private final ColumnProfile column;
    private final boolean csv;
    private final List<Finding> found;

    private NumberFindings(ColumnProfile column, boolean csv, List<Finding> found) {
        this.column = column;
        this.csv = csv;
        this.found = found;
    }

    /** Adds the findings of the numbers in a column, if it has any. */
    static void add(ColumnProfile column, boolean csv, List<Finding> found) {
        column.numbers().ifPresent(new NumberFindings(column, csv, found)::numbers);
    }

    private void say(String kind, String message, String fix) {
        found.add(new Finding(kind, List.of(column.name()), message, fix));
    }

    private String name() {
        return "'" + column.name() + "'";
    }

    private void numbers(NumberProfile numbers) {
        noData(numbers);
        if (Role.of(column) == Role.NUMBER
                && Math.abs(numbers.skewness()) > SKEWED
                && column.distinct() > 10) {
            say(
                    "skewed",
                    "%s is skewed: half of its values are at most %s, the greatest is %s"
                            .formatted(
                                    name(),
                                    Numbers.of(numbers.median()),
                                    Numbers.of(numbers.most())),
                    "set 'scale: log' or 'scale: quantile' of the number input");
        }
        boolean large =
                numbers.whole() && Math.max(-numbers.least(), numbers.most()) > EXACT_INTEGERS;
        if (large && column.meaning() == ColumnType.INTEGER) {
            say(
                    "large_integers",
                    "%s holds integers that a number of 64 bits cannot tell apart, up to %s"
                            .formatted(name(), Numbers.of(numbers.most())),
                    "read it as a category, a user or an item, not as a number");
        }
    }

    /**
     * Finds numbers that may stand for a missing value: the least or greatest, if it is far from
     * all others, or common for this purpose, frequent and apart.
     */
    private void noData(NumberProfile numbers) {
        Optional<FarNumber> far = FarNumber.in(numbers);
        far.ifPresent(this::noData);
        double[] sample = numbers.sample();
        for (double end : new double[] {numbers.least(), numbers.most()}) {
            boolean known = far.isPresent() && far.get().number() == end;
            if (known || !NO_DATA.contains(end) || numbers.least() == numbers.most()) {
                continue;
            }
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            long equal = 0;
            for (double value : sample) {
                if (value == end) {
                    equal++;
                } else {
                    least = Math.min(least, value);
                    most = Math.max(most, value);
                }
            }
            double gap = Math.min(Math.abs(end - least), Math.abs(end - most));
            if (equal > 1 && gap > (most - least) / 2) {
                noData(new FarNumber(end, least, most));
            }
        }
    }

    private void noData(FarNumber apart) {
        say(
                "no_data",
                "%s of %s is far from all others (%s to %s): it may stand for a missing value"
                        .formatted(
                                Numbers.of(apart.number()),
                                name(),
                                Numbers.of(apart.least()),
                                Numbers.of(apart.most())),
                csv
                        ? "if so, add '%s' to 'missing' of the source"
                                .formatted(written(apart.number()))
                        : "if so, remove it from the data");
    }

    /** Returns a number as it is written in the data. */
    private String written(double number) {
        return column.frequent().stream()
                .map(ValueCount::value)
                .map(String::valueOf)
                .filter(text -> isNumber(text, number))
                .map(String::strip)
                .findFirst()
                .orElse(Numbers.of(number));
    }

    private static boolean isNumber(String text, double number) {
        try {
            return Double.parseDouble(text) == number;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
