// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.generation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.generation.Generation;
import dev.sora.generation.NextSymbols;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;

/** Changes logits before symbols are chosen: symbols that may not occur, and repeated ones. */
final class Scores {

    private static final float NEVER = -1e9f;

    private final Generation generation;
    private final Optional<NextSymbols> allowed;

    Scores(Generation generation, Optional<NextSymbols> allowed) {
        this.generation = generation;
        this.allowed = allowed;
    }

    /**
     * Returns the logarithms of the probabilities. Symbols that may not follow have none; those of
     * the others stay as they are, so that a score is that of the model.
     *
     * @param said the symbols so far of the sequence in each row
     */
    NDArray logs(NDArray logits, IntFunction<int[]> said) {
        int symbols = (int) logits.getShape().get(1);
        int rows = allowed.isPresent() ? (int) logits.getShape().get(0) : 1;
        float[] shift = new float[rows * symbols];
        for (int row = 0; row < rows && allowed.isPresent(); row++) {
            int from = row * symbols;
            Arrays.fill(shift, from, from + symbols, NEVER);
            for (int symbol : allowed.get().after(said.apply(row))) {
                shift[from + symbol] = 0;
            }
        }
        for (int symbol : generation.never()) {
            for (int row = 0; row < rows && symbol < symbols; row++) {
                shift[row * symbols + symbol] = NEVER;
            }
        }
        NDArray added = logits.getManager().create(shift, new Shape(rows, symbols));
        return logits.logSoftmax(1).add(added);
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
