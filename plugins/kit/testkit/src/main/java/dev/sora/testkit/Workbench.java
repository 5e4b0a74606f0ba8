// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerInputs;
import dev.sora.core.io.Json;
import dev.sora.core.packaging.SavedState;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricType;
import dev.sora.metric.Outcome;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import dev.sora.problem.DataException;
import dev.sora.setting.Settings;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import dev.sora.testkit.trial.HostTensors;
import dev.sora.testkit.trial.KitPass;
import dev.sora.testkit.trial.Subject;
import dev.sora.testkit.trial.TestEngine;
import dev.sora.testkit.trial.TriedMetric;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Provides tensors, parameters and passes without core, for tests beyond the contracts, such as of
 * a formula with results computed by hand.
 *
 * <p>Closing it frees everything that it created. The numbers that it draws are the same in every
 * run. Used by one thread.
 */
public final class Workbench implements AutoCloseable {

    private static final long SEED = 5;

    private final NDManager manager = TestEngine.newManager();
    private final SplittableRandom random = new SplittableRandom(SEED);

    /** Creates an empty workbench, and starts the engine if it is not started. */
    public Workbench() {}

    /**
     * Returns the type of a plugin by its kind and name.
     *
     * @throws java.util.NoSuchElementException if the plugin does not offer it
     */
    public static <T extends SoraType> T type(SoraPlugin plugin, Class<T> kind, String name) {
        return plugin.types().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(type -> type.descriptor().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Creates a metric that takes outcomes of any form, for tests that iterate over several types.
     *
     * @throws ClassCastException by {@code add}, if an outcome is not of the form of the type
     */
    public static Metric<Outcome> metric(MetricType<?> type, Map<String, ?> raw) {
        return TriedMetric.of(type, settings(type, raw));
    }

    /**
     * Reads raw settings of a type, as in a manifest.
     *
     * @throws IllegalArgumentException if the type does not have or accept them
     */
    public static Settings settings(SoraType type, Map<String, ?> raw) {
        return Settings.of(type.descriptor().settings(), raw);
    }

    /**
     * Returns a state as it is read from an untrusted file.
     *
     * @param values strings, numbers, booleans, lists of strings or of numbers, and lists of maps
     *     of these, by key; integers are values of Java's integer types
     * @throws IllegalArgumentException if a state cannot hold a value
     */
    public static State state(Map<String, ?> values) {
        try {
            return new SavedState(Json.readObject(Json.line(values), "test"), Map.of())
                    .state("test");
        } catch (DataException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Returns the manager that owns everything that is created here. */
    public NDManager manager() {
        return manager;
    }

    /** Returns numbers from a normal distribution with mean 0. */
    public NDArray numbers(long... dimensions) {
        Shape shape = new Shape(dimensions);
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return manager.create(values, shape);
    }

    /** Returns sequences of vectors of numbers with mean 0, with zeros after their lengths. */
    public Signal sequences(int steps, int features, int... lengths) {
        float[] values = numbers(lengths.length, steps, features).toFloatArray();
        for (int row = 0; row < lengths.length; row++) {
            int from = (row * steps + lengths[row]) * features;
            Arrays.fill(values, from, (row + 1) * steps * features, 0);
        }
        return Signal.sequence(
                manager.create(values, new Shape(lengths.length, steps, features)),
                manager.create(lengths));
    }

    /** Returns one record of a batch of sequences, cut to its own length. */
    public Signal single(Signal sequences, int row) {
        int length = sequences.lengths().toIntArray()[row];
        return Signal.sequence(
                sequences.values().get("%d:%d, :%d".formatted(row, row + 1, length)),
                manager.create(new int[] {length}));
    }

    /** Returns parameters with their initial values. */
    public Map<String, NDArray> parameters(ParticlePlan plan) {
        Map<String, NDArray> parameters = new LinkedHashMap<>();
        for (ParameterSpec spec : plan.parameters()) {
            float[] values = new float[Math.toIntExact(spec.shape().size())];
            spec.initialiser().fill(values, spec.shape(), random);
            parameters.put(spec.name(), manager.create(values, spec.shape()));
        }
        return parameters;
    }

    /** Returns a pass with these parameters; the workbench owns what it creates. */
    public Pass pass(boolean training, Map<String, NDArray> parameters) {
        return new KitPass(training, manager, parameters);
    }

    /** Returns a pass with these parameters and a seed for its random numbers. */
    public Pass pass(boolean training, Map<String, NDArray> parameters, long seed) {
        return new KitPass(training, manager, parameters, seed);
    }

    /** Plans a particle for a batch and runs it with its initial parameters. */
    public Signal run(UnaryParticle particle, boolean training, NDArray batch) {
        ParticlePlan plan = particle.plan(specOf(batch));
        return particle.forward(Signal.of(batch), pass(training, parameters(plan)));
    }

    /** Plans a combiner for parts and joins them with its initial parameters. */
    public NDArray run(Combiner combiner, boolean stacked, NDArray... parts) {
        ParticlePlan plan = combiner.plan(Arrays.stream(parts).map(part -> specOf(part)).toList());
        return combiner.combine(parts(stacked, parts), pass(true, parameters(plan))).values();
    }

    /** Returns the specification of a batch of one tensor. */
    public static SignalSpec specOf(NDArray batch) {
        return specOf(Signal.of(batch));
    }

    /** Returns the specification of a batch, with all dimensions known. */
    public static SignalSpec specOf(Signal batch) {
        SignalSpec spec = SignalSpec.of(specOf(batch, Signal.VALUES));
        for (String role : batch.parts().keySet()) {
            spec = spec.with(role, specOf(batch, role));
        }
        return spec;
    }

    private static TensorSpec specOf(Signal batch, String role) {
        NDArray part = batch.part(role);
        return TensorSpec.of(part.getDataType(), part.getShape().slice(1).getShape());
    }

    /**
     * Returns parts for a combiner.
     *
     * @param stacked whether they are stacked, as in a generation computed at once
     */
    public static CombinerInputs parts(boolean stacked, NDArray... arrays) {
        return new Subject.Joined(Arrays.stream(arrays).map(Signal::of).toList(), stacked);
    }

    /** Uploads encoded tensors. */
    public NDList upload(List<HostTensor> encoded) {
        return HostTensors.upload(encoded, manager);
    }

    @Override
    public void close() {
        manager.close();
    }
}
