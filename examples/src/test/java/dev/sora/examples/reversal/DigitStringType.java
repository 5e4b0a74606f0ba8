// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.reversal;

import ai.djl.ndarray.types.DataType;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.particle.State;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * {@code digit-string}: a string of digits as a sequence of indices. With {@code begins: true} it
 * is the output of a decoder so far: the begin symbol and the digits; without the column, only the
 * begin symbol.
 */
final class DigitStringType implements InputType {

    private static final Setting<String> COLUMN =
            Setting.column("column", "The column.", ColumnType.TEXT).required();
    private static final Setting<Boolean> BEGINS =
            Setting.bool("begins", "Whether a sign of the begin stands first.").orElse(false);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("digit-string", "A string of digits.", COLUMN, BEGINS);
    }

    @Override
    public InputParticle create(Settings settings) {
        return new Strings(settings.get(COLUMN), settings.get(BEGINS));
    }

    private static SignalSpec spec(long width) {
        return SignalSpec.sequence(TensorSpec.indices(Symbols.COUNT, width))
                .withEntries(Symbols.names());
    }

    private record Strings(String column, boolean begins) implements InputParticle {

        @Override
        public SignalSpec spec() {
            return DigitStringType.spec(TensorSpec.UNKNOWN);
        }

        @Override
        public FittedInput fit(Records records) {
            return new Fitted(this, Symbols.longest(records, column));
        }

        @Override
        public FittedInput restore(State state) {
            return new Fitted(this, (int) state.integer("longest", 1, 1000));
        }
    }

    private record Fitted(Strings strings, int longest) implements FittedInput {

        private int width() {
            return longest + (strings.begins ? 1 : 0);
        }

        @Override
        public SignalSpec spec() {
            return DigitStringType.spec(width());
        }

        @Override
        public State state() {
            return State.builder().integer("longest", longest).build();
        }

        @Override
        public List<HostTensor> encode(List<DataRecord> records) {
            HostTensor values = HostTensor.allocate(DataType.INT32, records.size(), width());
            HostTensor lengths = HostTensor.allocate(DataType.INT32, records.size());
            for (int row = 0; row < records.size(); row++) {
                List<Integer> said = new ArrayList<>();
                if (strings.begins) {
                    said.add(Symbols.BEGIN);
                }
                said.addAll(Symbols.of(records.get(row), strings.column, longest));
                for (int step = 0; step < said.size(); step++) {
                    values.data().putInt((row * width() + step) * Integer.BYTES, said.get(step));
                }
                lengths.data().putInt(row * Integer.BYTES, said.size());
            }
            return List.of(values, lengths);
        }

        @Override
        public OptionalInt lengthsAt() {
            return OptionalInt.of(1);
        }
    }
}
