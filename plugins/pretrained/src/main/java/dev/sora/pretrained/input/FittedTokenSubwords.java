// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.input;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.particle.FittedInput;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.tokens.Tokens;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.nio.IntBuffer;
import java.util.List;
import java.util.OptionalInt;

/** An input of tokens and their pieces with its tokeniser. */
record FittedTokenSubwords(TokenSubwordsInput input, StoredTokenizer stored)
        implements FittedInput {

    @Override
    public SignalSpec spec() {
        return input.spec(stored.tokenizer().size(), stored.length());
    }

    @Override
    public State state() {
        return stored.state();
    }

    @Override
    public OptionalInt lengthsAt() {
        return OptionalInt.of(1);
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        int most = stored.length();
        int length = input.length();
        HostTensor indices = HostTensor.allocate(DataType.INT32, records.size(), most);
        HostTensor lengths = HostTensor.allocate(DataType.INT32, records.size());
        HostTensor spans = HostTensor.allocate(DataType.INT32, records.size(), length, 2);
        HostTensor tokens = HostTensor.allocate(DataType.INT32, records.size());
        IntBuffer steps = PieceTensors.ints(indices);
        IntBuffer counts = PieceTensors.ints(lengths);
        IntBuffer places = PieceTensors.ints(spans);
        IntBuffer numbers = PieceTensors.ints(tokens);
        for (int row = 0; row < records.size(); row++) {
            List<String> own = Tokens.of(records.get(row), input.column(), length);
            int[] starts = new int[own.size() + 1];
            int[] pieces = stored.tokenizer().encode(own, most, starts);
            if (pieces.length > most) {
                throw tooManyPieces(records.get(row));
            }
            steps.put(row * most, pieces);
            counts.put(pieces.length);
            numbers.put(own.size());
            for (int i = 0; i < own.size(); i++) {
                places.put((row * length + i) * 2, starts[i]);
                places.put((row * length + i) * 2 + 1, starts[i + 1]);
            }
        }
        return List.of(indices, lengths, spans, tokens);
    }

    private RecordException tooManyPieces(DataRecord record) {
        return new RecordException(
                Problem.of("SORA-4596", "the tokens of a sentence have too many pieces")
                        .where(record.where())
                        .needs("at most %d, those around it included".formatted(stored.length()))
                        .have("more")
                        .fix(
                                "raise 'pieces' of the input if the model has as many positions,"
                                        + " split the sentence, or set 'on_error: skip'"));
    }

    @Override
    public Signal forward(NDList encoded, Pass pass) {
        return PieceTensors.trimmed(encoded, pass)
                .with(TokenSpans.SPANS, encoded.get(2))
                .with(TokenSpans.TOKENS, encoded.get(3));
    }
}
