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
import java.util.Optional;

/**
 * Predicts the probability of an event, such as a click.
 *
 * @param column the column with the outcome
 * @param positive the value that means "yes"; empty for 1 or true
 * @param score how a signal becomes a number
 */
record Click(String column, Optional<String> positive, Score score) implements UnaryOutput {

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return score.plan(input);
    }

    @Override
    public FittedOutput fit(Records records) {
        long[] counts = new long[2];
        records.forEach(record -> counts[happened(record) ? 1 : 0]++);
        if (counts[0] == 0 || counts[1] == 0) {
            throw new DataException(
                    Problem.of(
                                    "SORA-4605",
                                    "column '%s' has records of only one class".formatted(column))
                            .needs("records of both kinds")
                            .have("%d times yes, %d times no".formatted(counts[1], counts[0]))
                            .fix("check the column and 'positive'"));
        }
        return new FittedClick(this, Math.log((double) counts[1] / counts[0]));
    }

    @Override
    public FittedOutput restore(State state) {
        return new FittedClick(this, state.number("log_odds"));
    }

    /** Returns whether the event happened in a record. */
    boolean happened(DataRecord record) {
        String text = Values.name(record, column).orElse("").strip();
        if (!text.isEmpty() && positive.isPresent()) {
            return Values.name(text).equals(Values.name(positive.get()));
        }
        return switch (Values.name(text)) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default ->
                    throw new RecordException(
                            Problem.of(
                                            "SORA-4606",
                                            "column '%s' is neither yes nor no".formatted(column))
                                    .where(record.where())
                                    .needs("1, 0, true or false")
                                    .have(text.isEmpty() ? "nothing" : text)
                                    .fix(
                                            "correct the record, set 'positive', or set 'on_error: skip'"));
        };
    }
}
