// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.input;

import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.State;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;

/**
 * An input of subwords before its tokeniser is read.
 *
 * @param length the most tokens of a text; 0 for what the tokeniser says
 * @param emptyIsText whether a text without a token is accepted
 */
record SubwordsInput(List<String> columns, TokenizerFile file, int length, boolean emptyIsText)
        implements InputParticle {

    @Override
    public SignalSpec spec() {
        return SignalSpec.sequence(
                TensorSpec.indices(TensorSpec.UNKNOWN, length > 0 ? length : TensorSpec.UNKNOWN));
    }

    @Override
    public boolean steady() {
        return true;
    }

    /** Reads the tokeniser; nothing is learned from records. */
    @Override
    public FittedInput fit(Records records) {
        return new FittedSubwords(this, StoredTokenizer.read(file, length, "length"));
    }

    /**
     * The tokeniser of the model stays the one that its weights were trained with; the length is
     * that of the settings, if they have one.
     */
    @Override
    public FittedInput grow(State state, Records records) {
        return new FittedSubwords(this, StoredTokenizer.restore(state, length, "length"));
    }

    @Override
    public FittedInput restore(State state) {
        return new FittedSubwords(this, StoredTokenizer.restore(state, 0, "length"));
    }
}
