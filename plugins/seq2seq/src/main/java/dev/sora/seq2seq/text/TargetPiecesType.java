// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.nio.IntBuffer;
import java.util.List;
import java.util.OptionalInt;

/**
 * {@code target-pieces}: the begin symbol and the text that an output generates. In prediction,
 * core replaces it by what has been generated so far.
 */
public final class TargetPiecesType implements InputType {

    /** The part with the piece after each step; the end symbol after the last one. */
    public static final String NEXT = "next";

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "target-pieces",
                "The text that an output generates, as pieces of words after a begin symbol: the"
                        + " first signal of a decoder.",
                PieceSettings.COLUMN,
                PieceSettings.LEARN_FROM,
                PieceSettings.VOCABULARY,
                PieceSettings.LOWER_CASE,
                PieceSettings.LENGTH);
    }

    @Override
    public InputParticle create(Settings settings) {
        return new Input(PieceSettings.rules(settings));
    }

    private static SignalSpec spec(long table, long steps) {
        TensorSpec indices = TensorSpec.indices(table, steps);
        // as long as the values, which a batch trims
        return SignalSpec.sequence(indices)
                .with(NEXT, TensorSpec.indices(table, TensorSpec.UNKNOWN));
    }

    private record Input(PieceRules rules) implements InputParticle {

        @Override
        public SignalSpec spec() {
            long steps = rules.length() > 0 ? rules.length() + 1 : TensorSpec.UNKNOWN;
            return TargetPiecesType.spec(TensorSpec.UNKNOWN, steps);
        }

        @Override
        public FittedInput fit(Records records) {
            return new Fitted(rules, rules.learn(records));
        }

        @Override
        public FittedInput grow(State state, Records records) {
            return new Fitted(rules, rules.grow(state));
        }

        @Override
        public FittedInput restore(State state) {
            return new Fitted(rules, rules.restore(state));
        }
    }

    private record Fitted(PieceRules rules, PieceRules.Learned learned) implements FittedInput {

        @Override
        public SignalSpec spec() {
            return TargetPiecesType.spec(learned.pieces().tableSize(), learned.length() + 1L)
                    .withEntries(learned.pieces().entries());
        }

        @Override
        public State state() {
            return learned.state();
        }

        @Override
        public List<String> warnings() {
            return learned.warnings();
        }

        @Override
        public List<HostTensor> encode(List<DataRecord> records) {
            int width = learned.length() + 1;
            HostTensor indices = HostTensor.allocate(DataType.INT32, records.size(), width + 1);
            HostTensor lengths = HostTensor.allocate(DataType.INT32, records.size());
            IntBuffer steps = FittedPieces.ints(indices);
            IntBuffer counts = FittedPieces.ints(lengths);
            for (int row = 0; row < records.size(); row++) {
                int[] own =
                        learned.pieces().encode(rules.text(records.get(row), learned).orElse(""));
                int kept = Math.min(own.length, learned.length());
                int at = row * (width + 1);
                steps.put(at, Pieces.BEGIN);
                steps.put(at + 1, own, 0, kept);
                boolean whole = kept == own.length;
                if (whole) {
                    steps.put(at + 1 + kept, Pieces.END);
                }
                // of a text that is cut off, no step is followed by the end
                counts.put(row, whole ? kept + 1 : kept);
            }
            return List.of(indices, lengths);
        }

        @Override
        public OptionalInt lengthsAt() {
            return OptionalInt.of(1);
        }

        @Override
        public Signal forward(NDList encoded, Pass pass) {
            NDArray lengths = encoded.get(1);
            int steps = pass.longest(lengths);
            NDArray all = FittedPieces.trimmed(encoded.get(0), steps + 1);
            NDArray values = FittedPieces.trimmed(all, steps);
            NDArray next = all.split(new long[] {1}, 1).get(1);
            // the last piece, or the end, is only in the second of the two
            return Signal.sequence(values, lengths).masked().with(NEXT, next);
        }
    }
}
