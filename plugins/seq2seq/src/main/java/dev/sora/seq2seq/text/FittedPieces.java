// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.particle.FittedInput;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.List;
import java.util.OptionalInt;

/** A fitted input of texts as pieces. */
record FittedPieces(
        PieceRules rules, PieceRules.Learned learned, boolean keepEmpty, boolean keepEnd)
        implements FittedInput {

    @Override
    public SignalSpec spec() {
        return SignalSpec.sequence(
                        TensorSpec.indices(learned.pieces().tableSize(), learned.length() + 1L))
                .withEntries(learned.pieces().entries());
    }

    @Override
    public State state() {
        return learned.state();
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        int width = learned.length() + 1;
        HostTensor indices = HostTensor.allocate(DataType.INT32, records.size(), width);
        HostTensor lengths = HostTensor.allocate(DataType.INT32, records.size());
        IntBuffer steps = ints(indices);
        IntBuffer counts = ints(lengths);
        for (int row = 0; row < records.size(); row++) {
            int[] own = learned.pieces().encode(rules.text(records.get(row), learned).orElse(""));
            if (own.length == 0 && !keepEmpty) {
                throw empty(records.get(row));
            }
            int kept = Math.min(own.length, learned.length());
            steps.put(row * width, own, keepEnd ? own.length - kept : 0, kept);
            steps.put(row * width + kept, Pieces.END);
            counts.put(row, kept + 1);
        }
        return List.of(indices, lengths);
    }

    private RecordException empty(DataRecord record) {
        return new RecordException(
                Problem.of("SORA-4383", "the text is empty")
                        .where(record.where())
                        .needs("characters in column '%s'".formatted(rules.column()))
                        .have(record.find(rules.column()).isPresent() ? "white space" : "no value")
                        .fix("set 'empty: keep' at the input, or set 'on_error: skip'"));
    }

    @Override
    public List<String> warnings() {
        return keepEnd ? List.of() : learned.warnings();
    }

    static IntBuffer ints(HostTensor tensor) {
        return tensor.data().duplicate().order(ByteOrder.nativeOrder()).asIntBuffer();
    }

    @Override
    public OptionalInt lengthsAt() {
        return OptionalInt.of(1);
    }

    /** Trims the batch to its longest text. */
    @Override
    public Signal forward(NDList encoded, Pass pass) {
        NDArray lengths = encoded.get(1);
        return Signal.sequence(trimmed(encoded.get(0), pass.longest(lengths)), lengths);
    }

    static NDArray trimmed(NDArray indices, int steps) {
        return steps < indices.getShape().get(1)
                ? indices.split(new long[] {steps}, 1).get(0)
                : indices;
    }
}
