// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.trial;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.particle.Pass;
import dev.sora.particle.PassMode;
import dev.sora.particle.State;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Offers an input of any dimensions, and a particle without gradients. */
public final class ShapesPlugin implements SoraPlugin {

    /** The most records that the particle {@code opaque} has evaluated at once. */
    public static final AtomicInteger MOST_EVALUATED = new AtomicInteger();

    @Override
    public String name() {
        return "shapes";
    }

    @Override
    public List<SoraType> types() {
        return List.of(new Grid(), new Opaque());
    }

    /**
     * {@code grid}: the numbers of a text in some dimensions, the first of which may count steps.
     */
    private static final class Grid implements InputType {

        private static final Setting<String> COLUMN =
                Setting.column("column", "The column.", ColumnType.TEXT).required();
        private static final Setting<String> SHAPE =
                Setting.string("shape", "The dimensions, such as '3 2'.").required();
        private static final Setting<Boolean> STEPS =
                Setting.bool("steps", "Whether the first dimension counts steps.").orElse(false);

        @Override
        public TypeDescriptor descriptor() {
            return TypeDescriptor.of("grid", "A grid.", COLUMN, SHAPE, STEPS);
        }

        @Override
        public InputParticle create(Settings settings) {
            long[] shape =
                    Arrays.stream(settings.get(SHAPE).split(" "))
                            .mapToLong(Long::parseLong)
                            .toArray();
            return new Particle(settings.get(COLUMN), shape, settings.get(STEPS));
        }
    }

    private record Particle(String column, long[] shape, boolean steps)
            implements InputParticle, FittedInput {

        @Override
        public SignalSpec spec() {
            return steps ? SignalSpec.sequence(TensorSpec.floats(shape)) : SignalSpec.floats(shape);
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
            long[] all = new long[shape.length + 1];
            all[0] = records.size();
            System.arraycopy(shape, 0, all, 1, shape.length);
            HostTensor values = HostTensor.allocate(DataType.FLOAT32, all);
            HostTensor lengths = HostTensor.allocate(DataType.INT32, records.size());
            for (DataRecord record : records) {
                for (String value : record.get(column, String.class).split(" ")) {
                    values.data().putFloat(Float.parseFloat(value));
                }
                lengths.data().putInt((int) shape[0]);
            }
            values.data().rewind();
            lengths.data().rewind();
            return List.of(values, lengths);
        }

        @Override
        public Signal forward(NDList encoded, Pass pass) {
            return steps
                    ? Signal.sequence(encoded.get(0), encoded.get(1))
                    : Signal.of(encoded.get(0));
        }
    }

    /** {@code opaque}: all values in a row, with or without gradients. */
    private static final class Opaque implements ParticleType {

        private static final Setting<Boolean> GRADIENT =
                Setting.bool("gradient", "Whether gradients pass.").orElse(false);
        private static final Setting<Boolean> FAILS =
                Setting.bool("fails", "Whether it fails in evaluation.").orElse(false);

        @Override
        public TypeDescriptor descriptor() {
            return TypeDescriptor.of("opaque", "All values in a row.", GRADIENT, FAILS);
        }

        @Override
        public UnaryParticle create(Settings settings) {
            return new UnaryParticle() {
                @Override
                public ParticlePlan plan(SignalSpec input) {
                    long size =
                            Arrays.stream(input.values().shape().getShape())
                                    .reduce(1, (all, each) -> all * each);
                    return ParticlePlan.of(SignalSpec.floats(size));
                }

                @Override
                public Signal forward(Signal input, Pass pass) {
                    NDArray values = input.values();
                    long rows = values.getShape().get(0);
                    if (pass.mode() == PassMode.EVALUATE) {
                        MOST_EVALUATED.accumulateAndGet((int) rows, Math::max);
                        if (settings.get(FAILS)) {
                            throw new IllegalStateException("no memory");
                        }
                    }
                    NDArray row = values.reshape(new Shape(rows, -1));
                    return Signal.of(settings.get(GRADIENT) ? row : row.stopGradient());
                }
            };
        }
    }
}
