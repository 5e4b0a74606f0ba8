// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.DataRecord;
import dev.sora.table.cell.Numbers;
import java.util.List;

/**
 * How numbers become features.
 *
 * @param columns the columns
 * @param scale the kind of scaling
 * @param bins the greatest number of bins a column; 0 if numbers are scaled
 * @param binValues what stands for a bin: linear, one_hot or index
 * @param missing the policy for missing numbers
 * @param clip the greatest size of a scaled feature
 */
record NumberRules(
        List<String> columns,
        String scale,
        int bins,
        String binValues,
        String missing,
        double clip) {

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

    /** Returns a number before it is scaled in proportion. */
    double bend(double value) {
        return scale.equals("log") ? Math.copySign(Math.log1p(Math.abs(value)), value) : value;
    }

    /** Reads the numbers of a record; NaN where one is missing and need not be there. */
    void read(DataRecord record, double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = read(record, columns.get(i));
        }
    }

    private double read(DataRecord record, String column) {
        Object value = InputProblem.value(record, column);
        if (value == null) {
            switch (missing) {
                case "error":
                    throw InputProblem.missing(record, column);
                case "zero":
                    return 0;
                default:
                    return Double.NaN;
            }
        }
        double number =
                value instanceof Number n
                        ? n.doubleValue()
                        : value instanceof Boolean truth
                                ? truth ? 1 : 0
                                : Numbers.parse(String.valueOf(value));
        if (!Double.isFinite(number)) {
            throw InputProblem.none(record, column, "a number", value);
        }
        return number;
    }
}
