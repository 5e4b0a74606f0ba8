// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.input;

import dev.sora.data.DataRecord;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;

/** The problems of windows. */
public final class WindowProblem {

    private WindowProblem() {}

    /**
     * Returns the numbers of a column of a window; refuses another length, and what is not finite.
     */
    public static float[] values(DataRecord record, String column, int steps) {
        float[] values = record.get(column, float[].class);
        if (values.length != steps) {
            throw new RecordException(
                    Problem.of(
                                    "SORA-4642",
                                    "column '%s' has another number of steps".formatted(column))
                            .where(record.where())
                            .needs("%d steps".formatted(steps))
                            .have(Integer.toString(values.length))
                            .fix("give as many steps as the windows of the training have"));
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new RecordException(
                        Problem.of(
                                        "SORA-4643",
                                        "column '%s' has a step without a value".formatted(column))
                                .where(record.where())
                                .needs("a finite number for each step")
                                .have(Float.toString(value))
                                .fix("complete the window"));
            }
        }
        return values;
    }

    static RecordException otherStep(DataRecord record, String learned, String have) {
        return new RecordException(
                Problem.of("SORA-4644", "the steps of the window are not those of the training")
                        .where(record.where())
                        .needs("steps of " + learned)
                        .have("steps of " + have)
                        .fix("give rows as far apart as those of the training"));
    }

    static RecordException unknown(DataRecord record, String series) {
        return new RecordException(
                Problem.of(
                                "SORA-4645",
                                "there was no series '%s' in training".formatted(shown(series)))
                        .where(record.where())
                        .needs("a series of the training, whose scale is known")
                        .fix(
                                "train with 'scale: window' or 'scale: all' to continue other series,"
                                        + " or leave it out"));
    }

    static DataException tooFine(String column, double largest, double deviation) {
        return new DataException(
                Problem.of(
                                "SORA-4646",
                                "the values of '%s' are too large for their differences"
                                        .formatted(column))
                        .needs("differences that 32-bit floats distinguish")
                        .have(
                                "values up to %s, a standard deviation of %s"
                                        .formatted(largest, deviation))
                        .fix("subtract a constant from the column, such as its first value"));
    }

    private static String shown(String name) {
        return name.length() > 60 ? name.substring(0, 60) + "…" : name;
    }
}
