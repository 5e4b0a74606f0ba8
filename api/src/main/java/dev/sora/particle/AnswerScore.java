// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import ai.djl.ndarray.NDArray;
import dev.sora.tensor.Signal;
import java.util.function.Function;

/**
 * A number that stands for an answer, or for a part of it, and that explanations explain: the logit
 * of a class, the value of a step of a forecast. The answer is fixed; only the prediction varies,
 * while parts of the model or of the record are replaced.
 *
 * @param meaning what the number is, as a phrase that readers see: {@code the log-odds of the label
 *     'warm'}
 * @param unit how the scores follow from the numbers that {@code numbers} returns
 * @param numbers computes the numbers {@code (batch)} of a raw prediction of any number of rows;
 *     differentiable in the prediction
 * @since 2.7
 */
public record AnswerScore(String meaning, AnswerUnit unit, Function<Signal, NDArray> numbers) {

    /**
     * Checks the phrase.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public AnswerScore {
        if (meaning.isBlank()) {
            throw new IllegalArgumentException("a score without a meaning");
        }
    }

    /** Returns a score that is the number itself. */
    public static AnswerScore of(String meaning, Function<Signal, NDArray> numbers) {
        return new AnswerScore(meaning, AnswerUnit.SCORE, numbers);
    }
}
