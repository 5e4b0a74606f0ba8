// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.sora.particle.AnswerPart;
import dev.sora.particle.AnswerScore;
import dev.sora.particle.Pass;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.seq2seq.text.Pieces;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;

/**
 * The score of a generated text: the logarithm of its probability, given its source and, for each
 * symbol, those before it. The prediction is that for the generated text as a target.
 */
final class TextScore {

    /** The part of a raw prediction with the last symbol of each target. */
    private static final String LAST = "last";

    private TextScore() {}

    /** Returns the plan of a prediction with the part. */
    static SignalSpec planned(SignalSpec prediction) {
        return prediction.with(LAST, TensorSpec.of(DataType.INT32));
    }

    /**
     * Adds the last symbol of each target: the end, unless the target is cut off.
     *
     * @param next the symbol after each step, {@code (batch, steps)}
     */
    static Signal with(Signal prediction, NDArray next, Pass pass) {
        int steps = (int) next.getShape().get(1);
        NDArray places = pass.manager().arange(0, steps, 1, DataType.INT32).reshape(1, steps);
        NDArray last = places.eq(prediction.lengths().sub(1).reshape(-1, 1));
        NDArray symbols = next.mul(last.toType(next.getDataType(), false)).sum(new int[] {1});
        return prediction.with(LAST, symbols.toType(DataType.INT32, false));
    }

    /**
     * Returns the score of a whole text.
     *
     * @throws DataException if the text is longer than a target may be
     */
    static AnswerScore of(AnswerPart part) {
        if (part.isNamed()) {
            throw part.unknown("no part: the whole text is explained");
        }
        Signal answered = part.answered();
        if (answered.part(LAST).toIntArray()[0] != Pieces.END) {
            throw new DataException(
                    Problem.of(
                                    "SORA-4392",
                                    "a generated text is too long to be scored: only its beginning"
                                            + " would be")
                            .needs("at most as many pieces as the input of the text so far keeps")
                            .have("more than %d".formatted(answered.lengths().toIntArray()[0]))
                            .fix(
                                    "explain other records, lower 'max_length' of the output, or"
                                            + " train with a greater 'length' of that input"));
        }
        return AnswerScore.of(
                "the log-probability of the generated text with its end", TextHead::right);
    }
}
