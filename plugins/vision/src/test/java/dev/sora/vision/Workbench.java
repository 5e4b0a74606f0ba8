// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.sora.particle.CoreParticle;
import dev.sora.particle.CoreType;
import dev.sora.particle.ParameterRole;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** Runs particles without core: it holds their parameters and computes gradients. */
public final class Workbench implements AutoCloseable {

    private final NDManager manager = NDManager.newBaseManager(null, "PyTorch");
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();

    /** Returns the type of that name which the plugin offers. */
    public static <T extends SoraType> T type(Class<T> kind, String name) {
        return new VisionPlugin()
                .types().stream()
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .filter(t -> t.descriptor().name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    /** Returns a core particle with the given raw settings. */
    public static CoreParticle particle(String name, Map<String, ?> raw) {
        CoreType type = type(CoreType.class, name);
        return type.create(settings(type, raw));
    }

    /** Returns settings of a type. */
    public static Settings settings(SoraType type, Map<String, ?> raw) {
        return Settings.of(type.descriptor().settings(), raw);
    }

    public NDManager manager() {
        return manager;
    }

    public Map<String, NDArray> parameters() {
        return parameters;
    }

    /** Creates the parameters of a plan, from a seed. */
    public void prepare(List<ParameterSpec> specs, long seed) {
        Random random = new Random(seed);
        for (ParameterSpec spec : specs) {
            float[] values = new float[(int) spec.shape().size()];
            spec.initialiser().fill(values, spec.shape(), random);
            NDArray parameter = manager.create(values, spec.shape());
            if (spec.role() != ParameterRole.BUFFER) {
                parameter.setRequiresGradient(true);
            }
            parameters.put(spec.name(), parameter);
        }
    }

    /** Returns an image batch channels-last in memory, seen as (batch, channels, height, width). */
    public NDArray images(float[] values, long batch, long channels, long height, long width) {
        return manager.create(values, new Shape(batch, height, width, channels))
                .transpose(0, 3, 1, 2);
    }

    /** Returns a pass whose memory is the given manager. */
    public Pass pass(boolean training, NDManager memory) {
        return new PlainPass("", training, memory);
    }

    /** Computes a loss and the gradients of all parameters. */
    public float gradients(Function<Pass, NDArray> loss, Map<String, float[]> gradients) {
        try (NDManager memory = manager.newSubManager();
                GradientCollector tape =
                        ai.djl.engine.Engine.getEngine("PyTorch").newGradientCollector()) {
            tape.zeroGradients();
            NDArray value = loss.apply(pass(true, memory));
            tape.backward(value);
            parameters.forEach(
                    (name, parameter) -> {
                        if (parameter.hasGradient()) {
                            gradients.put(name, parameter.getGradient().toFloatArray());
                        }
                    });
            return value.getFloat();
        }
    }

    /** Runs a particle over an input. */
    public NDArray run(CoreParticle particle, NDArray input, boolean training) {
        return particle.forward(new NDList(input), pass(training, manager)).head();
    }

    @Override
    public void close() {
        manager.close();
    }

    private final class PlainPass implements Pass {

        private final String prefix;
        private final boolean training;
        private final NDManager memory;

        PlainPass(String prefix, boolean training, NDManager memory) {
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
                throw new IllegalArgumentException("no parameter " + prefix + name);
            }
            return parameter;
        }

        @Override
        public NDManager manager() {
            return memory;
        }

        @Override
        public Pass within(String part) {
            return new PlainPass(prefix + part + ".", training, memory);
        }
    }
}
