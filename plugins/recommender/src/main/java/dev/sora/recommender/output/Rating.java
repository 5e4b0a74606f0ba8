// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.data.Values;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.State;
import dev.sora.particle.UnaryOutput;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.tensor.SignalSpec;
import java.util.DoubleSummaryStatistics;

/**
 * Predicts ratings.
 *
 * @param column the column of ratings
 * @param absolute whether training minimises the absolute error instead of the squared one
 * @param clip whether predictions are clipped to the range of the training data
 * @param score how a signal becomes a number
 */
record Rating(String column, boolean absolute, boolean clip, Score score) implements UnaryOutput {

    /** Half of the maximum of 32 bits, so that the difference of two ratings fits too. */
    private static final double LARGEST = Float.MAX_VALUE / 2.0;

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return score.plan(input);
    }

    @Override
    public FittedOutput fit(Records records) {
        DoubleSummaryStatistics ratings = new DoubleSummaryStatistics();
        records.forEach(record -> ratings.accept(rating(record)));
        if (ratings.getCount() == 0) {
            throw new DataException(
                    Problem.of("SORA-4602", "column '%s' holds nothing to learn".formatted(column))
                            .needs("at least one rating")
                            .fix("name another column"));
        }
        return new FittedRating(this, ratings.getAverage(), ratings.getMin(), ratings.getMax());
    }

    /** Keeps the mean that the weights were trained with, and extends the range. */
    @Override
    public FittedOutput grow(State state, Records records) {
        FittedOutput known = restore(state);
        DoubleSummaryStatistics ratings = new DoubleSummaryStatistics();
        records.forEach(record -> ratings.accept(rating(record)));
        return ratings.getCount() == 0
                ? known
                : new FittedRating(
                        this,
                        state.number("mean"),
                        Math.min(state.number("least"), ratings.getMin()),
                        Math.max(state.number("most"), ratings.getMax()));
    }

    @Override
    public FittedOutput restore(State state) {
        double mean = state.number("mean");
        double least = state.number("least");
        double most = state.number("most");
        if (least > most) {
            throw state.broken("most", "a number not below 'least'");
        }
        return new FittedRating(this, mean, least, most);
    }

    /** Returns the rating of a record. */
    double rating(DataRecord record) {
        Object value = record.find(column).orElse("");
        double rating = Double.NaN;
        try {
            rating = Values.number(value);
        } catch (NumberFormatException e) {
            // reported below, with its location
        }
        if (Double.isNaN(rating)) {
            throw new RecordException(
                    Problem.of("SORA-4604", "column '%s' holds no rating".formatted(column))
                            .where(record.where())
                            .needs("a finite number")
                            .have(value.equals("") ? "nothing" : String.valueOf(value))
                            .fix(
                                    "complete the record or remove it, or set 'on_error: skip'"
                                            + " under 'data'"));
        }
        if (Math.abs(rating) > LARGEST) {
            throw new RecordException(
                    Problem.of(
                                    "SORA-4611",
                                    "column '%s' holds %s, which is too large for a 32-bit number"
                                            .formatted(column, rating))
                            .where(record.where())
                            .needs("a size of at most 1.7e38")
                            .have(String.valueOf(value))
                            .fix(
                                    "correct it, give the column in a larger unit, or set"
                                            + " 'on_error: skip' under 'data'"));
        }
        return rating;
    }
}
