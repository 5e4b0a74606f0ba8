// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.output;

import dev.sora.particle.AnswerPart;
import dev.sora.particle.AnswerScore;

/**
 * The score of a generated text: the logarithm of its probability, given its source and, for each
 * symbol, those before it. The prediction is that for the generated text as a target.
 */
final class TextScore {

    private TextScore() {}

    static AnswerScore of(AnswerPart part) {
        if (part.isNamed()) {
            throw part.unknown("no part: the whole text is explained");
        }
        return AnswerScore.of(
                "the log-probability of the generated text with its end", TextHead::right);
    }
}
