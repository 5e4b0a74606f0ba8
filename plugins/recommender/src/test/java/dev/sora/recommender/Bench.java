// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.sora.particle.CoreType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.particle.JoiningParticle;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Settings;
import dev.sora.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Parameters and passes for tests, without core. */
public final class Bench implements AutoCloseable {

    private final NDManager manager = NDManager.newBaseManager(null, "PyTorch");
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();

    public static <T extends SoraType> T type(Class<T> kind, String name) {
        return new RecommenderPlugin()
                .types().stream()
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .filter(t -> t.descriptor().name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    public static Settings settings(SoraType type, Map<String, ?> raw) {
        return Settings.of(type.descriptor().settings(), raw);
    }

    public static JoiningParticle particle(String name, Map<String, ?> raw) {
        CoreType type = type(CoreType.class, name);
        return (JoiningParticle) type.create(settings(type, raw));
    }

    public static InputParticle input(String name, Map<String, ?> raw) {
        InputType type = type(InputType.class, name);
        return type.create(settings(type, raw));
    }

    public static OutputParticle output(String name, Map<String, ?> raw) {
        OutputType type = type(OutputType.class, name);
        return type.create(settings(type, raw));
    }

    public NDManager manager() {
        return manager;
    }

    public Map<String, NDArray> parameters() {
        return parameters;
    }

    /** Creates the parameters of a plan with the values they start with. */
    public void prepare(List<ParameterSpec> specs) {
        SplittableRandom random = new SplittableRandom(5);
        for (ParameterSpec spec : specs) {
            float[] values = new float[(int) spec.shape().size()];
            spec.initialiser().fill(values, spec.shape(), random);
            parameters.put(spec.name(), manager.create(values, spec.shape()));
        }
    }

    /** Gives all parameters numbers around zero, row 0 of tables as well. */
    public void shake() {
        SplittableRandom random = new SplittableRandom(9);
        for (NDArray parameter : parameters.values()) {
            float[] values = new float[(int) parameter.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian() * 0.7f;
            }
            fill(parameter, values);
        }
    }

    public static void fill(NDArray array, float[] values) {
        array.set(new NDIndex("..."), array.getManager().create(values, array.getShape()));
    }

    public NDList indices(int... values) {
        return new NDList(manager.create(values, new Shape(values.length)));
    }

    public static NDList upload(List<HostTensor> tensors, NDManager manager) {
        NDList list = new NDList();
        for (HostTensor tensor : tensors) {
            list.add(manager.create(tensor.data(), tensor.shape(), tensor.type()));
        }
        return list;
    }

    public Pass pass(boolean training) {
        return new MapPass("", training, manager);
    }

    /** Computes the gradients of all parameters of a sum of weighted values. */
    public Map<String, float[]> gradients(Supplier<NDArray> function) {
        parameters.values().forEach(p -> p.setRequiresGradient(true));
        Map<String, float[]> gradients = new LinkedHashMap<>();
        try (GradientCollector tape =
                ai.djl.engine.Engine.getEngine("PyTorch").newGradientCollector()) {
            tape.backward(project(function.get()));
            parameters.forEach((n, p) -> gradients.put(n, p.getGradient().toFloatArray()));
        }
        parameters.values().forEach(p -> p.setRequiresGradient(false));
        return gradients;
    }

    public static NDArray project(NDArray values) {
        float[] weights = new float[(int) values.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) Math.sin(1.7 * i + 0.3);
        }
        return values.mul(values.getManager().create(weights, values.getShape())).sum();
    }

    @Override
    public void close() {
        manager.close();
    }

    private final class MapPass implements Pass {

        private final String prefix;
        private final boolean training;
        private final NDManager memory;

        MapPass(String prefix, boolean training, NDManager memory) {
            this.prefix = prefix;
            this.training = training;
            this.memory = memory;
        }

        @Override
        public boolean training() {
            return training;
        }

        @Override
        public NDArray parameter(String name) {
            NDArray parameter = parameters.get(prefix + name);
            if (parameter == null) {
                throw new IllegalArgumentException(prefix + name + " was not planned");
            }
            return parameter;
        }

        @Override
        public NDManager manager() {
            return memory;
        }

        @Override
        public Pass within(String part) {
            return new MapPass(prefix + part + ".", training, memory);
        }
    }

    /** Returns a pass whose memory is another manager's. */
    public Pass pass(boolean training, NDManager memory) {
        return new MapPass("", training, memory);
    }
}
