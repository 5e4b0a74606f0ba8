// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import dev.sora.detection.metric.Detection;
import dev.sora.particle.AnswerPart;
import dev.sora.particle.AnswerScore;
import dev.sora.tensor.Signal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The score of a box: the log-odds of its class at the position that predicts it. By default of the
 * first box of the answer; if the answer has none, of the position and class with the greatest
 * log-odds, which stayed below the least score.
 */
final class BoxScore {

    private BoxScore() {}

    /** Returns the score of a box. */
    static Optional<AnswerScore> of(AnswerPart part, List<String> names, Selection selection) {
        Signal answered = part.answered();
        List<Detection> found = Decoding.of(answered, names, selection).get(0);
        if (found.isEmpty() && !part.isNamed()) {
            return Optional.of(greatest(answered, names));
        }
        int number =
                part.isNamed()
                        ? part.position(found.size(), "the number of a box, of " + found.size())
                        : 0;
        Detection box = found.get(number);
        int position = Decoding.position(answered, names, selection, box);
        return Optional.of(
                score(
                        String.format(
                                Locale.ROOT,
                                "the log-odds of box %d, '%s' at %.0f,%.0f,%.0f,%.0f",
                                number + 1,
                                names.get(box.label()),
                                box.box().left(),
                                box.box().top(),
                                box.box().right(),
                                box.box().bottom()),
                        position,
                        box.label()));
    }

    private static AnswerScore greatest(Signal answered, List<String> names) {
        float[] logits = answered.values().toFloatArray();
        int greatest = 0;
        for (int i = 1; i < logits.length; i++) {
            greatest = logits[i] > logits[greatest] ? i : greatest;
        }
        int label = greatest % names.size();
        return score(
                "the greatest log-odds of a box, '%s', though too low for an answer"
                        .formatted(names.get(label)),
                greatest / names.size(),
                label);
    }

    private static AnswerScore score(String meaning, int position, int label) {
        return AnswerScore.of(
                meaning, prediction -> prediction.values().get(":, {}, {}", position, label));
    }
}
