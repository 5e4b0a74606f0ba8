// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.DataRecord;
import dev.sora.data.Values;
import java.util.List;

/**
 * How numbers become features.
 *
 * @param scale the kind of scaling
 * @param bins the greatest number of bins a number; 0 if numbers are scaled
 * @param binValues what stands for a bin: linear, one_hot or index
 * @param missing the policy for missing numbers
 * @param clip the greatest size of a scaled feature
 * @param nodata numbers that stand for no value
 */
record NumberRules(
        String scale,
        int bins,
        String binValues,
        String missing,
        double clip,
        List<Double> nodata) {

    /** Copies the list. */
    NumberRules {
        nodata = List.copyOf(nodata);
    }

    /** Returns the setting that decides what is learned of numbers, as a manifest has it. */
    String form() {
        return bins > 0 ? "bins: " + bins : "scale: " + scale;
    }

    boolean oneHot() {
        return binValues.equals("one_hot");
    }

    /** Returns whether numbers become the indices of their bins. */
    boolean indexes() {
        return bins > 0 && binValues.equals("index");
    }

    boolean indicates() {
        return missing.equals("indicator");
    }

    /** Returns whether quantiles are needed, and with them a sample. */
    boolean samples() {
        return bins > 0 || scale.equals("quantile");
    }

    /** Returns whether features grow with the numbers, and not with their logarithm or rank. */
    boolean proportional() {
        return bins == 0 && !scale.equals("log") && !scale.equals("quantile");
    }

    /** Returns a number before it is scaled in proportion. */
    double bend(double value) {
        return scale.equals("log") ? Math.copySign(Math.log1p(Math.abs(value)), value) : value;
    }

    /** Puts zeros for missing numbers where that is the policy. */
    void fill(double[] values) {
        if (missing.equals("zero")) {
            for (int i = 0; i < values.length; i++) {
                values[i] = Double.isNaN(values[i]) ? 0 : values[i];
            }
        }
    }

    /**
     * Returns a number of a record; NaN if it is missing and need not be there.
     *
     * @param value as the record holds it; null if it is missing
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

    /** Returns a finite number if 32 bits hold it where they have to; NaN if it stands for none. */
    double checked(DataRecord record, String column, double number) {
        if (!nodata.isEmpty() && NoData.contains(nodata, number)) {
            return none(record, column);
        }
        if (Float.isInfinite((float) number) && proportional()) {
            throw InputProblem.tooLarge(record, column, number);
        }
        return number;
    }

    /** Returns NaN, for a number that is missing. */
    double none(DataRecord record, String column) {
        if (missing.equals("error")) {
            throw InputProblem.missing(record, column);
        }
        return Double.NaN;
    }
}
