// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.input;

import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.State;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;

/**
 * An input of tokens and their pieces before its tokeniser is read.
 *
 * @param length the most tokens of a sentence
 * @param pieces the most pieces of a sentence
 */
record TokenSubwordsInput(String column, TokenizerFile file, int length, int pieces)
        implements InputParticle {

    @Override
    public SignalSpec spec() {
        return spec(TensorSpec.UNKNOWN, pieces);
    }

    SignalSpec spec(long rows, int most) {
        return SignalSpec.sequence(TensorSpec.indices(rows, most))
                .with(TokenSpans.SPANS, TensorSpec.indices(most + 1L, length, 2))
                .with(TokenSpans.TOKENS, TensorSpec.indices(length + 1L));
    }

    @Override
    public boolean steady() {
        return true;
    }

    /** Reads the tokeniser; nothing is learned from records. */
    @Override
    public FittedInput fit(Records records) {
        return new FittedTokenSubwords(this, StoredTokenizer.read(file, pieces, "pieces"));
    }

    /**
     * The tokeniser of the model stays the one that its weights were trained with; the number of
     * pieces is that of the settings.
     */
    @Override
    public FittedInput grow(State state, Records records) {
        return new FittedTokenSubwords(this, StoredTokenizer.restore(state, pieces, "pieces"));
    }

    @Override
    public FittedInput restore(State state) {
        return new FittedTokenSubwords(this, StoredTokenizer.restore(state, 0, "pieces"));
    }
}
