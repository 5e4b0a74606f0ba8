// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.input;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.particle.FittedInput;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.pretrained.tokenizer.Tokenizer;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.nio.IntBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** An input of subwords with its tokeniser. */
record FittedSubwords(SubwordsInput input, StoredTokenizer stored) implements FittedInput {

    @Override
    public SignalSpec spec() {
        return SignalSpec.sequence(TensorSpec.indices(stored.tokenizer().size(), stored.length()));
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
        Tokenizer tokenizer = stored.tokenizer();
        int length = stored.length();
        HostTensor indices = HostTensor.allocate(DataType.INT32, records.size(), length);
        HostTensor lengths = HostTensor.allocate(DataType.INT32, records.size());
        IntBuffer steps = PieceTensors.ints(indices);
        IntBuffer counts = PieceTensors.ints(lengths);
        for (int row = 0; row < records.size(); row++) {
            int[] tokens = tokenizer.encode(text(records.get(row)), length);
            if (tokens.length == 0 || tokens.length <= tokenizer.around() && !input.emptyIsText()) {
                throw empty(records.get(row));
            }
            steps.put(row * length, tokens);
            counts.put(row, tokens.length);
        }
        return List.of(indices, lengths);
    }

    private String text(DataRecord record) {
        StringBuilder text = new StringBuilder();
        for (String column : input.columns()) {
            Optional<Object> value = record.find(column);
            if (value.isEmpty() && record.schema().position(column) < 0) {
                throw new DataException(
                        Problem.of("SORA-4590", "the data has no column '%s'".formatted(column))
                                .where(record.origin())
                                .fix("rename a column of the data, or check the source"));
            }
            if (value.isPresent() && !(value.get() instanceof String)) {
                throw new RecordException(
                        Problem.of("SORA-4591", "column '%s' holds no text".formatted(column))
                                .where(record.where())
                                .needs("a text")
                                .have(value.get().getClass().getSimpleName())
                                .fix("name a column of texts"));
            }
            text.append(text.isEmpty() ? "" : " ").append(value.orElse(""));
        }
        return text.toString();
    }

    private RecordException empty(DataRecord record) {
        return new RecordException(
                Problem.of(
                                "SORA-4593",
                                "the text in column '%s' has no token"
                                        .formatted(String.join("', '", input.columns())))
                        .where(record.where())
                        .needs("at least one character that the tokenizer keeps")
                        .fix(
                                stored.tokenizer().around() > 0
                                        ? "complete the record, or set 'empty: accept' on the input"
                                        : "complete the record, or leave it out of the data"));
    }

    @Override
    public Signal forward(NDList encoded, Pass pass) {
        return PieceTensors.trimmed(encoded, pass);
    }
}
