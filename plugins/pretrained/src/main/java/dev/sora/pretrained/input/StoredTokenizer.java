// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.input;

import ai.djl.ndarray.types.DataType;
import dev.sora.particle.State;
import dev.sora.pretrained.tokenizer.Tokenizer;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.tensor.HostTensor;
import java.nio.ByteBuffer;

/**
 * A tokeniser as it is saved with a model.
 *
 * @param json the tokeniser's file
 * @param length the most pieces of a record, those around a text included
 */
record StoredTokenizer(byte[] json, Tokenizer tokenizer, int length) {

    private static final String JSON = "tokenizer";
    private static final String LENGTH = "length";

    /** The most pieces of a record if neither a setting nor the tokeniser says it. */
    private static final int USUAL = 512;

    /**
     * Reads a tokeniser.
     *
     * @param length the most pieces of a record; 0 for what the tokeniser says
     * @param setting the name of the setting that tells the length
     */
    static StoredTokenizer read(TokenizerFile file, int length, String setting) {
        byte[] json = file.read();
        Tokenizer tokenizer = Tokenizer.read(json, file.where());
        int longest = length > 0 ? length : tokenizer.length().orElse(USUAL);
        if (longest <= tokenizer.around() || longest > SubwordsType.MOST) {
            throw noPlace(file.where(), tokenizer, longest, setting);
        }
        return new StoredTokenizer(json, tokenizer, longest);
    }

    private static DataException noPlace(
            String where, Tokenizer tokenizer, int longest, String setting) {
        return new DataException(
                Problem.of("SORA-4592", "the length leaves no place for a text")
                        .where(where)
                        .needs(
                                "more than the %d tokens around a text, at most %d"
                                        .formatted(tokenizer.around(), SubwordsType.MOST))
                        .have(Integer.toString(longest))
                        .fix("set '%s'".formatted(setting)));
    }

    /** Returns what is saved. */
    State state() {
        HostTensor tensor = HostTensor.allocate(DataType.UINT8, json.length);
        tensor.data().duplicate().put(json);
        return State.builder().integer(LENGTH, length).tensor(JSON, tensor).build();
    }

    /**
     * Reads what was saved; it is untrusted.
     *
     * @param length the most pieces of a record; 0 for what was saved
     * @param setting the name of the setting that tells the length
     */
    static StoredTokenizer restore(State state, int length, String setting) {
        HostTensor tensor = state.tensor(JSON, DataType.UINT8);
        int saved = (int) state.integer(LENGTH, 3, SubwordsType.MOST);
        int longest = length > 0 ? length : saved;
        if (tensor.shape().size() > Tokenizer.MOST_BYTES) {
            throw state.broken(JSON, "at most %d bytes".formatted(Tokenizer.MOST_BYTES));
        }
        ByteBuffer data = tensor.data().duplicate();
        byte[] json = new byte[data.remaining()];
        data.get(json);
        Tokenizer tokenizer = Tokenizer.read(json, "the tokenizer in the package");
        if (longest <= tokenizer.around()) {
            if (length > 0) {
                throw noPlace("the tokenizer in the package", tokenizer, longest, setting);
            }
            throw state.broken(LENGTH, "more than the tokens around a text");
        }
        return new StoredTokenizer(json, tokenizer, longest);
    }
}
