// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.input;

import ai.djl.ndarray.types.DataType;
import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.State;
import dev.sora.pretrained.tokenizer.Tokenizer;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * An input of subwords before its tokeniser is read.
 *
 * @param length the most tokens of a text; 0 for what the tokeniser says
 * @param emptyIsText whether a text without a token is accepted
 */
record SubwordsInput(List<String> columns, TokenizerFile file, int length, boolean emptyIsText)
        implements InputParticle {

    private static final int USUAL = 512;

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
        byte[] json = file.read();
        Tokenizer tokenizer = Tokenizer.read(json, file.where());
        int longest = length > 0 ? length : tokenizer.length().orElse(USUAL);
        if (longest <= tokenizer.around() || longest > SubwordsType.MOST) {
            throw new DataException(
                    Problem.of("SORA-4592", "the length leaves no place for a text")
                            .where(file.where())
                            .needs(
                                    "more than the %d tokens around a text, at most %d"
                                            .formatted(tokenizer.around(), SubwordsType.MOST))
                            .have(Integer.toString(longest))
                            .fix("set 'length'"));
        }
        return new FittedSubwords(this, json, tokenizer, longest);
    }

    /** The tokeniser of the model stays the one that its weights were trained with. */
    @Override
    public FittedInput grow(State state, Records records) {
        return restore(state);
    }

    @Override
    public FittedInput restore(State state) {
        HostTensor tensor = state.tensor("tokenizer", DataType.UINT8);
        int longest = (int) state.integer("length", 3, SubwordsType.MOST);
        if (tensor.shape().size() > Tokenizer.MOST_BYTES) {
            throw state.broken("tokenizer", "at most %d bytes".formatted(Tokenizer.MOST_BYTES));
        }
        ByteBuffer data = tensor.data().duplicate();
        byte[] json = new byte[data.remaining()];
        data.get(json);
        Tokenizer tokenizer = Tokenizer.read(json, "the tokenizer in the package");
        if (longest <= tokenizer.around()) {
            throw state.broken("length", "more than the tokens around a text");
        }
        return new FittedSubwords(this, json, tokenizer, longest);
    }
}
