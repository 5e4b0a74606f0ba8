// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.input;

import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.problem.SoraException;
import dev.sora.series.window.WindowColumns;

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

    /** Checks that two columns are the steps to predict and the history of the same series. */
    public static void checkNext(String column, String history) {
        String next = WindowColumns.next(history);
        if (!column.equals(next)) {
            throw new SoraException(
                    Problem.of("SORA-2350", "'column' does not continue 'history'")
                            .needs("'%s', the steps after '%s'".formatted(next, history))
                            .have("'%s'".formatted(column))
                            .fix("name the history and the steps to predict of one column"));
        }
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

    private static String shown(String name) {
        return name.length() > 60 ? name.substring(0, 60) + "…" : name;
    }
}
