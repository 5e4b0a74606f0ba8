// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.input;

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
import java.nio.FloatBuffer;
import java.util.List;

/** The type {@code presence}. */
final class PresenceType implements InputType {

    private static final Setting<String> COLUMN =
            Setting.column("column", "The column, of any type.", ColumnType.values()).required();

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "presence",
                "1 for records that have a value in a column, 0 for those that lack it.",
                COLUMN);
    }

    @Override
    public InputParticle create(Settings settings) {
        return new Presence(settings.get(COLUMN));
    }

    /**
     * Nothing is learned, so it is also its fitted form.
     *
     * @param column the column
     */
    private record Presence(String column) implements InputParticle, FittedInput {

        @Override
        public SignalSpec spec() {
            return SignalSpec.floats(1);
        }

        @Override
        public FittedInput fit(Records records) {
            return this;
        }

        @Override
        public FittedInput restore(State state) {
            return this;
        }

        @Override
        public State state() {
            return State.builder().build();
        }

        @Override
        public List<HostTensor> encode(List<DataRecord> records) {
            HostTensor marks = HostTensor.allocate(DataType.FLOAT32, records.size(), 1);
            FloatBuffer out = marks.data().asFloatBuffer();
            for (DataRecord record : records) {
                Object value = record.find(column).orElse(null);
                boolean missing =
                        value == null
                                || value instanceof String text && text.isBlank()
                                || value instanceof Double number && number.isNaN();
                out.put(missing ? 0 : 1);
            }
            return List.of(marks);
        }
    }
}
