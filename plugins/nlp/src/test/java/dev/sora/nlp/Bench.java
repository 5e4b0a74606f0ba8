// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.data.Schema;
import dev.sora.particle.CoreParticle;
import dev.sora.particle.CoreType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Settings;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Types by their names, tensors, parameters and passes for tests, without core. */
public final class Bench implements AutoCloseable {

    private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    private final SplittableRandom random = new SplittableRandom(5);

    /** Records in memory. */
    public record Rows(List<DataRecord> all) implements Records {

        @Override
        public OptionalLong size() {
            return OptionalLong.of(all.size());
        }

        @Override
        public void forEach(Consumer<DataRecord> action) {
            all.forEach(action);
        }
    }

    public static CoreParticle particle(String name, Map<String, ?> raw) {
        CoreType type = type(CoreType.class, name);
        return type.create(Settings.of(type.descriptor().settings(), raw));
    }

    public static InputParticle input(String name, Map<String, ?> raw) {
        InputType type = type(InputType.class, name);
        return type.create(Settings.of(type.descriptor().settings(), raw));
    }

    private static <T extends SoraType> T type(Class<T> kind, String name) {
        return new NlpPlugin()
                .types().stream()
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .filter(type -> type.descriptor().name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    public static Rows rows(ColumnType type, Object... values) {
        Schema schema = Schema.of(new Column("text", type));
        List<DataRecord> records = new ArrayList<>();
        for (Object value : values) {
            int number = records.size() + 1;
            records.add(DataRecord.atLine(schema, "train.csv", number, number + 1L, value));
        }
        return new Rows(records);
    }

    public static Rows texts(Object... values) {
        return rows(ColumnType.TEXT, values);
    }

    public NDManager manager() {
        return manager;
    }

    public static void seed(int seed) {
        Engine.getEngine("PyTorch").setRandomSeed(seed);
    }

    public NDArray numbers(long... dimensions) {
        Shape shape = new Shape(dimensions);
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return manager.create(values, shape);
    }

    /** Returns sequences of vectors with zeros behind their lengths. */
    public NDList sequences(int steps, int features, int... lengths) {
        float[] values = new float[lengths.length * steps * features];
        for (int row = 0; row < lengths.length; row++) {
            for (int i = 0; i < lengths[row] * features; i++) {
                values[row * steps * features + i] = (float) random.nextGaussian();
            }
        }
        return new NDList(
                manager.create(values, new Shape(lengths.length, steps, features)),
                manager.create(lengths));
    }

    /** Returns one record of a batch of sequences, cut to its own length. */
    public NDList single(NDList batch, int row) {
        int length = batch.get(1).toIntArray()[row];
        NDArray values = batch.get(0).get("%d:%d, :%d".formatted(row, row + 1, length));
        return new NDList(values, manager.create(new int[] {length}));
    }

    /** Returns the signal that a batch of sequences of vectors is of. */
    public static SignalSpec specOf(NDList batch) {
        long[] shape = batch.head().getShape().slice(1).getShape();
        return batch.size() > 1
                ? SignalSpec.sequence(TensorSpec.floats(shape))
                : SignalSpec.floats(shape);
    }

    /** Returns parameters with the values they start with. */
    public Map<String, NDArray> parameters(ParticlePlan plan) {
        Map<String, NDArray> parameters = new LinkedHashMap<>();
        for (ParameterSpec spec : plan.parameters()) {
            float[] values = new float[(int) spec.shape().size()];
            spec.initialiser().fill(values, spec.shape(), random);
            parameters.put(spec.name(), manager.create(values, spec.shape()));
        }
        return parameters;
    }

    public Pass pass(boolean training, Map<String, NDArray> parameters) {
        return new MapPass(manager, training, parameters, "");
    }

    public NDList upload(List<HostTensor> tensors) {
        NDList list = new NDList();
        for (HostTensor tensor : tensors) {
            list.add(manager.create(tensor.data(), tensor.shape(), tensor.type()));
        }
        return list;
    }

    @Override
    public void close() {
        manager.close();
    }

    private record MapPass(
            NDManager manager, boolean training, Map<String, NDArray> parameters, String prefix)
            implements Pass {

        @Override
        public NDArray parameter(String name) {
            NDArray parameter = parameters.get(prefix + name);
            if (parameter == null) {
                throw new IllegalArgumentException(prefix + name + " was not planned");
            }
            return parameter;
        }

        @Override
        public Pass within(String part) {
            return new MapPass(manager, training, parameters, prefix + part + ".");
        }
    }
}
