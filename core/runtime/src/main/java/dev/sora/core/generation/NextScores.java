// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.generation;

import ai.djl.ndarray.NDArray;
import dev.sora.core.graph.Decoder;

/** Scores the next symbols of sequences that grow together: a decoder. */
interface NextScores {

    /**
     * Adds a symbol to each sequence.
     *
     * @return the logits of the symbols after them, {@code (sequences, symbols)}, valid until the
     *     next call
     */
    NDArray next(int[] symbols);

    /** Continues with other sequences: {@link Decoder#select}. */
    void select(long[] rows, boolean ofSameRecord);

    /** Returns the scores of a decoder. */
    static NextScores of(Decoder decoder) {
        return new NextScores() {
            @Override
            public NDArray next(int[] symbols) {
                return decoder.next(symbols);
            }

            @Override
            public void select(long[] rows, boolean ofSameRecord) {
                decoder.select(rows, ofSameRecord);
            }
        };
    }
}
