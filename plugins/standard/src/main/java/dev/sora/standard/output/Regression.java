// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.data.Values;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.State;
import dev.sora.particle.UnaryOutput;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.tensor.SignalSpec;

/**
 * Predicts a number.
 *
 * @param column the column of the target
 * @param standardise whether the target is scaled to mean 0 and standard deviation 1
 * @param head the last layer
 * @param loss the training loss
 */
record Regression(String column, boolean standardise, Head head, NumberLoss loss)
        implements UnaryOutput {

    private static final int SHOWN = 60;

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return head.plan(input, "number");
    }

    @Override
    public FittedOutput fit(Records records) {
        if (!standardise) {
            return new FittedRegression(this, 0, 1);
        }
        TargetStatistics statistics = new TargetStatistics();
        records.forEach(record -> statistics.add(target(record)));
        return new FittedRegression(this, statistics.mean(), statistics.deviation());
    }

    /**
     * Keeps the learned scale, because the weights were trained with it. If the setting {@code
     * standardise} changed, the output is fitted again.
     */
    @Override
    public FittedOutput grow(State state, Records records) {
        boolean known = state.number("mean") != 0 || state.number("deviation") != 1;
        return known == standardise ? restore(state) : fit(records);
    }

    @Override
    public FittedOutput restore(State state) {
        double deviation = state.number("deviation");
        if (deviation <= 0) {
            throw state.broken("deviation", "a number above 0");
        }
        return new FittedRegression(this, state.number("mean"), deviation);
    }

    /** Returns the target of a record. */
    double target(DataRecord record) {
        Object held = record.get(column, Object.class);
        try {
            double value = Values.number(held);
            if (Double.isNaN(value)) {
                throw none(record, "no value", "complete the record");
            }
            narrow(value, value, record);
            return value;
        } catch (NumberFormatException e) {
            throw none(
                    record,
                    "%s: '%s'".formatted(e.getMessage(), shown(String.valueOf(held))),
                    "write a plain number such as -1.5 or 2e3 (a csv source reads others with"
                            + " 'decimal', 'thousands' and 'trim_end')");
        }
    }

    /**
     * Returns a target as the 32-bit number for training.
     *
     * @param value the original number
     */
    float narrow(double target, double value, DataRecord record) {
        float narrow = (float) target;
        if (Float.isInfinite(narrow)) {
            throw new RecordException(
                    Problem.of(
                                    "SORA-4311",
                                    "column '%s' holds %s, which is too large for a 32-bit number"
                                            .formatted(column, value))
                            .where(record.where())
                            .needs("a size of at most 3.4e38, also once it is standardised")
                            .have(String.valueOf(value))
                            .fix(
                                    "correct it, give the column in a larger unit or as a"
                                            + " logarithm, or set 'on_error: skip' under 'data'"));
        }
        return narrow;
    }

    private RecordException none(DataRecord record, String have, String fix) {
        return new RecordException(
                Problem.of("SORA-4306", "column '%s' holds no number to learn".formatted(column))
                        .where(record.where())
                        .needs("a finite number")
                        .have(have)
                        .fix(fix + ", remove the record, or set 'on_error: skip'"));
    }

    private static String shown(String text) {
        return text.substring(0, Math.min(SHOWN, text.length()));
    }
}
