// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.generation;

import ai.djl.ndarray.NDArray;
import dev.sora.generation.Generation;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;

/** Changes logits before symbols are chosen: symbols that never occur, and repeated ones. */
final class Scores {

    private static final float NEVER = -1e9f;

    private final Generation generation;

    Scores(Generation generation) {
        this.generation = generation;
    }

    /**
     * Returns the logarithms of the probabilities. Symbols that are never generated have none;
     * those of the others stay as they are, so that a score is that of the model.
     */
    NDArray logs(NDArray logits) {
        int symbols = (int) logits.getShape().get(1);
        float[] shift = new float[symbols];
        generation.never().stream().filter(i -> i < symbols).forEach(i -> shift[i] = NEVER);
        return logits.logSoftmax(1).add(logits.getManager().create(shift).expandDims(0));
    }

    /**
     * Returns logarithms if each is a number.
     *
     * @throws SoraException if one is not: the choice would have no meaning
     */
    static float[] checked(float[] logs) {
        for (float log : logs) {
            if (Float.isNaN(log)) {
                throw new SoraException(
                        Problem.of("SORA-5203", "a score of the next symbol is not a number")
                                .needs("finite logits")
                                .have("NaN")
                                .fix(
                                        "lower the learning rate, or set 'clip_norm', and train again"));
            }
        }
        return logs;
    }

    /** Returns whether the logits of a sequence depend on its symbols. */
    boolean repeats() {
        return generation.search().repetitionPenalty() != 1;
    }

    /**
     * Applies the repetition penalty (Keskar et al., 2019) to the logits of one sequence.
     *
     * @param from the position of its first logit
     */
    void penalise(float[] logits, int from, int[] symbols) {
        float penalty = (float) generation.search().repetitionPenalty();
        for (int i = 0; i < symbols.length; i++) {
            boolean again = false;
            for (int j = 0; j < i && !again; j++) {
                again = symbols[j] == symbols[i];
            }
            if (!again) {
                float logit = logits[from + symbols[i]];
                logits[from + symbols[i]] = logit > 0 ? logit / penalty : logit * penalty;
            }
        }
    }
}
