// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.ParticlePlan;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.tensor.SignalSpec;
import java.util.Map;

/**
 * Predicts a number.
 *
 * @param column the column that holds it
 * @param standardise whether it is brought to mean 0 and deviation 1
 * @param head the last layer
 * @param loss what training minimises
 */
record Regression(String column, boolean standardise, Head head, NumberLoss loss)
        implements OutputParticle {

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
        Moments moments = new Moments();
        records.forEach(record -> moments.add(target(record)));
        double deviation = moments.deviation();
        return new FittedRegression(this, moments.mean(), deviation > 0 ? deviation : 1);
    }

    @Override
    public FittedOutput restore(Map<String, Object> state) {
        StateReader reader = new StateReader(state);
        return new FittedRegression(this, reader.number("mean"), reader.positive("deviation"));
    }

    /** Returns the number that a record holds. */
    double target(DataRecord record) {
        Object held = record.get(column, Object.class);
        double value = held instanceof Number number ? number.doubleValue() : parse(held);
        if (!Double.isFinite(value)) {
            throw new RecordException(
                    Problem.of(
                                    "SORA-4306",
                                    "column '%s' holds no number to learn".formatted(column))
                            .where(record.where())
                            .needs("a finite number")
                            .have(shown(String.valueOf(held)))
                            .fix("complete the record or remove it"));
        }
        return value;
    }

    private static double parse(Object held) {
        try {
            return held instanceof String text ? Double.parseDouble(text.strip()) : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static String shown(String text) {
        return text.substring(0, Math.min(SHOWN, text.length()));
    }

    /** Mean and deviation in one pass (Welford, 1962). */
    private static final class Moments {

        private long count;
        private double mean;
        private double squares;

        void add(double value) {
            count++;
            double change = value - mean;
            mean += change / count;
            squares += change * (value - mean);
        }

        double mean() {
            return mean;
        }

        double deviation() {
            return count == 0 ? 0 : Math.sqrt(squares / count);
        }
    }
}
