// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.tagging;

import ai.djl.ndarray.NDArray;
import dev.sora.particle.AnswerPart;
import dev.sora.particle.AnswerScore;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.Signal;
import java.util.List;
import java.util.Optional;

/**
 * The score of the tag of one token: its logit at that token, without what the tags beside it add.
 * By default of the first token that is part of an entity; without entities, of the first token.
 */
final class TagScore {

    private TagScore() {}

    /** Returns the score of a token; empty if the record has none. */
    static Optional<AnswerScore> of(AnswerPart part, List<String> names) {
        Signal answered = part.answered();
        int steps = (int) answered.values().getShape().get(1);
        int count = Math.min(steps, answered.lengths().toIntArray()[0]);
        int[] tags = answered.part(Tags.TAGS).toIntArray();
        if (count == 0 && !part.isNamed()) {
            return Optional.empty();
        }
        int token =
                part.isNamed()
                        ? part.position(count, "the number of a token, from 1 to " + count)
                        : first(tags, count, names);
        int tag = tags[token];
        return Optional.of(
                AnswerScore.of(
                        "the logit of the tag '%s' of token %d"
                                .formatted(names.get(tag), token + 1),
                        prediction -> at(prediction.values(), steps, token, tag)));
    }

    private static int first(int[] tags, int count, List<String> names) {
        for (int i = 0; i < count; i++) {
            if (!names.get(tags[i]).equals(Bio.OUTSIDE)) {
                return i;
            }
        }
        return 0;
    }

    /** Returns a score of each row, if its steps are the tokens of the record. */
    private static NDArray at(NDArray scores, int steps, int token, int tag) {
        if (scores.getShape().get(1) != steps) {
            throw new SoraException(
                    Problem.of("SORA-4571", "the tag of a token has no score without tokens")
                            .needs("all %d tokens of the record".formatted(steps))
                            .have("%d tokens".formatted(scores.getShape().get(1)))
                            .fix(
                                    "explain particles only: the input is explained by leaving"
                                            + " tokens out, because each step mixes them"));
        }
        return scores.get(":, {}, {}", token, tag);
    }
}
