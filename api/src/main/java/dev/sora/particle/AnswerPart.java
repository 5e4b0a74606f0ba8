// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.Signal;
import java.util.List;

/**
 * The answer to one record, or a part of it, whose score is wanted.
 *
 * @param answered the raw prediction of one record, which decides the answer
 * @param name what users name: a label, the number of a step; empty if the output is to choose
 * @since 2.7
 */
public record AnswerPart(Signal answered, String name) {

    private static final int SHOWN = 10;

    /** Returns whether a part is named. */
    public boolean isNamed() {
        return !name.isEmpty();
    }

    /**
     * Returns the score of the answer as a whole, from {@link FittedOutput#answerScores(Signal,
     * Signal)}.
     *
     * @param meaning what it is, as {@link AnswerScore#meaning}
     * @throws SoraException if a part is named
     */
    public AnswerScore whole(String meaning, FittedOutput output) {
        if (isNamed()) {
            throw unknown("no part: the answer has one score");
        }
        return new AnswerScore(
                meaning,
                output.answerUnit(),
                prediction -> output.answerScores(prediction, answered).orElseThrow());
    }

    /**
     * Returns the position that the name has as a number counted from 1.
     *
     * @param most the number of parts
     * @param needs what can be named, for the message
     * @return from 0 to {@code most - 1}
     * @throws SoraException if it is not such a number
     */
    public int position(int most, String needs) {
        if (name.matches("[1-9]\\d{0,8}") && Integer.parseInt(name) <= most) {
            return Integer.parseInt(name) - 1;
        }
        throw unknown(needs);
    }

    /**
     * Returns the position of the part among names.
     *
     * @param kind what is named, for the message: {@code label}
     * @throws SoraException if it is not one of them
     */
    public int position(List<String> names, String kind) {
        int position = names.indexOf(name);
        if (position < 0) {
            String first = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
            throw unknown("a %s: %s".formatted(kind, names.size() > SHOWN ? first + ", …" : first));
        }
        return position;
    }

    /**
     * Returns the refusal of a name that the answer does not have.
     *
     * @param needs what can be named, such as {@code a label: warm, cold}
     */
    public SoraException unknown(String needs) {
        return new SoraException(
                Problem.of("SORA-4961", "the answer has no part '%s'".formatted(name))
                        .needs(needs)
                        .fix("name one of these, or none: the output then chooses"));
    }
}
