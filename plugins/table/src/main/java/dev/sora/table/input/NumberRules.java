// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.DataRecord;
import dev.sora.data.Values;
import java.util.List;

/**
 * The rules that convert numbers to features.
 *
 * @param scale the kind of scaling
 * @param bins the maximum number of bins for a number; 0 if numbers are scaled
 * @param binValues the encoding of a bin: linear, one_hot or index
 * @param missing the policy for missing numbers
 * @param clip the maximum absolute value of a scaled feature
 * @param nodata numbers that mean "missing"
 */
record NumberRules(
        String scale,
        int bins,
        String binValues,
        String missing,
        double clip,
        List<Double> nodata) {

    NumberRules {
        nodata = List.copyOf(nodata);
    }

    /** Returns the value of the setting that determines what is learned from numbers. */
    String form() {
        return bins > 0 ? "bins: " + bins : "scale: " + scale;
    }

    boolean oneHot() {
        return binValues.equals("one_hot");
    }

    /**
     * Returns the setting that determines what is learned from numbers, in the syntax of a
     * manifest.
     */
    boolean indexes() {
        return bins > 0 && binValues.equals("index");
    }

    boolean indicates() {
        return missing.equals("indicator");
    }

    /** Returns whether fitting needs quantiles, and therefore a sample. */
    boolean samples() {
        return bins > 0 || scale.equals("quantile");
    }

    /**
     * Returns whether features are proportional to the numbers, and not to their logarithm or rank.
     */
    boolean proportional() {
        return bins == 0 && !scale.equals("log") && !scale.equals("quantile");
    }

    /** Transforms a number before it is scaled. */
    double bend(double value) {
        return scale.equals("log") ? Math.copySign(Math.log1p(Math.abs(value)), value) : value;
    }

    /** Replaces missing numbers by zeros if the policy requires it. */
    void fill(double[] values) {
        if (missing.equals("zero")) {
            for (int i = 0; i < values.length; i++) {
                values[i] = Double.isNaN(values[i]) ? 0 : values[i];
            }
        }
    }

    /**
     * Returns a number of a record; NaN for a missing one where missing numbers are allowed.
     *
     * @param value the value of the record; null if it is missing
     */
    double number(DataRecord record, String column, Object value) {
        double number;
        try {
            number = Values.number(value);
        } catch (NumberFormatException e) {
            throw InputProblem.noNumber(record, column, value, e);
        }
        return Double.isNaN(number) ? none(record, column) : checked(record, column, number);
    }

    /**
     * Returns a finite number that 32 bits can represent where necessary; NaN if it means
     * "missing".
     */
    double checked(DataRecord record, String column, double number) {
        if (!nodata.isEmpty() && NoData.contains(nodata, number)) {
            return none(record, column);
        }
        if (Float.isInfinite((float) number) && proportional()) {
            throw InputProblem.tooLarge(record, column, number);
        }
        return number;
    }

    /** Returns NaN for a missing number, or fails if missing numbers are not allowed. */
    double none(DataRecord record, String column) {
        if (missing.equals("error")) {
            throw InputProblem.missing(record, column);
        }
        return Double.NaN;
    }
}
