// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.trial;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;

/**
 * {@code trial-vector}: a column of vectors without scaling; fails where its setting {@code fault}
 * requests it.
 */
final class VectorType implements InputType {

    private static final Setting<String> COLUMN =
            Setting.column("column", "The column.", ColumnType.VECTOR).required();
    private static final Setting<String> FAULT =
            Setting.choice(
                            "fault",
                            "Where it fails.",
                            List.of(
                                    "fit",
                                    "restore",
                                    "restore later",
                                    "encode",
                                    "records",
                                    "forward",
                                    "never"))
                    .orElse("never");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("trial-vector", "A vector.", COLUMN, FAULT);
    }

    @Override
    public InputParticle create(Settings settings) {
        return new Particle(settings.get(COLUMN), settings.get(FAULT));
    }

    private record Particle(String column, String fault) implements InputParticle {

        @Override
        public SignalSpec spec() {
            return SignalSpec.floats(TensorSpec.UNKNOWN);
        }

        @Override
        public FittedInput fit(Records records) {
            fail("fit");
            int[] length = {0};
            records.forEach(record -> length[0] = record.get(column, float[].class).length);
            return new Fitted(this, length[0]);
        }

        @Override
        public FittedInput restore(State state) {
            fail("restore");
            return new Fitted(this, (int) state.integer("length", 1, 1_000_000));
        }

        void fail(String place) {
            if (fault.equals(place) || Later.isDue(fault, place)) {
                throw new IllegalStateException("boom at " + place);
            }
        }
    }

    private record Fitted(Particle particle, int length) implements FittedInput {

        @Override
        public SignalSpec spec() {
            return SignalSpec.floats(length);
        }

        @Override
        public State state() {
            return State.builder().integer("length", length).build();
        }

        @Override
        public List<HostTensor> encode(List<DataRecord> records) {
            particle.fail("encode");
            int rows = records.size() + (particle.fault().equals("records") ? 1 : 0);
            HostTensor tensor = HostTensor.allocate(DataType.FLOAT32, rows, length);
            for (int i = 0; i < records.size(); i++) {
                float[] values = records.get(i).get(particle.column(), float[].class);
                if (values.length != length) {
                    throw new RecordException(
                            Problem.of("TRIAL-0004", "the vector is of another length")
                                    .where(records.get(i).where())
                                    .needs("%d numbers".formatted(length))
                                    .have("%d".formatted(values.length)));
                }
                for (int j = 0; j < length; j++) {
                    tensor.data().putFloat((i * length + j) * Float.BYTES, values[j]);
                }
            }
            return List.of(tensor);
        }

        @Override
        public Signal forward(NDList encoded, Pass pass) {
            particle.fail("forward");
            return Signal.of(encoded.head());
        }
    }
}
