// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.plain;

import ai.djl.ndarray.NDArray;
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
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * {@code plain-values}: a column of vectors or numbers, unchanged except for noise, in an optional
 * shape.
 */
public final class ValuesType implements InputType {

    private static final Setting<String> COLUMN =
            Setting.column("column", "The column.", ColumnType.VECTOR, ColumnType.NUMBER)
                    .required();
    private static final Setting<List<Long>> SHAPE =
            Setting.of(
                    "shape",
                    "The dimensions that the numbers of a record are laid out in.",
                    new SettingType.ListOf(
                            new SettingType.IntegerType(
                                    OptionalLong.of(1), OptionalLong.of(100_000)),
                            OptionalInt.empty()),
                    List.class);

    private static final Setting<Double> NOISE =
            Setting.number("noise", "The deviation of normal noise in training.")
                    .atLeast(0)
                    .orElse(0.0);

    /** Creates the type. */
    public ValuesType() {}

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "plain-values", "Vectors or numbers, in any shape.", COLUMN, SHAPE, NOISE);
    }

    @Override
    public InputParticle create(Settings settings) {
        return new Values(settings.get(COLUMN), settings.find(SHAPE), settings.get(NOISE));
    }

    private static float[] values(DataRecord record, String column) {
        return record.find(column).orElse(null) instanceof Double number
                ? new float[] {number.floatValue()}
                : record.get(column, float[].class);
    }

    private record Values(String column, Optional<List<Long>> shape, double noise)
            implements InputParticle {

        @Override
        public SignalSpec spec() {
            return shape.map(ValuesType::spec)
                    .orElseGet(() -> SignalSpec.floats(TensorSpec.UNKNOWN));
        }

        @Override
        public FittedInput fit(Records records) {
            int[] length = {0};
            records.forEach(
                    record -> {
                        if (length[0] == 0) {
                            length[0] = values(record, column).length;
                        }
                    });
            return fitted(length[0], "the training data");
        }

        @Override
        public FittedInput restore(State state) {
            int length = (int) state.integer("length", 1, Integer.MAX_VALUE);
            return fitted(length, "the saved state");
        }

        private FittedInput fitted(int length, String where) {
            SignalSpec spec =
                    shape.map(ValuesType::spec).orElseGet(() -> SignalSpec.floats(length));
            if (length < 1 || spec.values().size() != length) {
                throw new DataException(
                        Problem.of("TESTKIT-4002", "the numbers do not fill the shape")
                                .where(where)
                                .needs(spec.toString())
                                .have("%d numbers".formatted(length)));
            }
            return new Fitted(column, spec, length, noise);
        }
    }

    private static SignalSpec spec(List<Long> shape) {
        return SignalSpec.floats(shape.stream().mapToLong(Long::longValue).toArray());
    }

    private record Fitted(String column, SignalSpec spec, int length, double noise)
            implements FittedInput {

        @Override
        public State state() {
            return State.builder().integer("length", length).build();
        }

        @Override
        public List<HostTensor> encode(List<DataRecord> records) {
            long[] shape = new long[spec.values().rank() + 1];
            shape[0] = records.size();
            for (int i = 1; i < shape.length; i++) {
                shape[i] = spec.values().dimension(i - 1);
            }
            HostTensor tensor = HostTensor.allocate(DataType.FLOAT32, shape);
            for (int i = 0; i < records.size(); i++) {
                float[] values = values(records.get(i), column);
                if (values.length != length) {
                    throw new RecordException(
                            Problem.of("TESTKIT-4003", "the vector has another length")
                                    .where(records.get(i).where())
                                    .needs("%d numbers".formatted(length))
                                    .have("%d".formatted(values.length)));
                }
                tensor.data().asFloatBuffer().put(i * length, values);
            }
            return List.of(tensor);
        }

        @Override
        public Signal forward(NDList encoded, Pass pass) {
            NDArray values = encoded.head();
            return Signal.of(
                    pass.training() && noise > 0
                            ? values.add(pass.random().normal(values.getShape()).mul(noise))
                            : values);
        }
    }
}
