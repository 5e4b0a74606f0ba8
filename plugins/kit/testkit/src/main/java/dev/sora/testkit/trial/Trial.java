// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.trial;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.sora.particle.ParameterRole;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A subject, planned for the signals of one case, with parameter values on the host.
 *
 * @param subject the node under test
 * @param signals its input signals
 * @param plan its plan for these signals
 * @param parameters the values of its parameters, by name
 */
public record Trial(
        Subject subject,
        List<DrawnSignal> signals,
        ParticlePlan plan,
        Map<String, float[]> parameters) {

    private static final long SEED = 5;

    /**
     * The size of random changes to initial parameters and buffers, so that a zero or a one does
     * not hide a fault.
     */
    private static final double SHAKE = 0.1;

    public static Trial of(Subject subject, List<DrawnSignal> signals) {
        ParticlePlan plan = subject.plan(specs(signals));
        if (plan == null) {
            throw new Breach("a plan", "null", "return what the particle makes of the signal");
        }
        return new Trial(subject, signals, plan, values(plan));
    }

    public static List<SignalSpec> specs(List<DrawnSignal> signals) {
        return signals.stream().map(DrawnSignal::spec).toList();
    }

    private static Map<String, float[]> values(ParticlePlan plan) {
        Map<String, float[]> values = new LinkedHashMap<>();
        SplittableRandom random = new SplittableRandom(SEED);
        for (ParameterSpec spec : plan.parameters()) {
            if (spec.shape().size() < 0 || hasUnknown(spec)) {
                throw new Breach(
                        "sizes of all parameters, as the signal is known",
                        "parameter '%s' of %s".formatted(spec.name(), spec.shape()),
                        "compute the shape from the signal that plan is given");
            }
            float[] drawn = start(spec, SEED);
            boolean buffer = spec.role() == ParameterRole.BUFFER;
            for (int i = 0; i < drawn.length; i++) {
                double shake = random.nextGaussian() * SHAKE;
                // a buffer may be nonnegative, such as a variance
                drawn[i] += (float) (buffer ? Math.abs(shake) : shake);
            }
            if (values.put(spec.name(), drawn) != null) {
                throw new Breach(
                        "names that are unique within the particle",
                        "two parameters '" + spec.name() + "'",
                        "name them apart, those of a part with ParameterSpec.within");
            }
        }
        return values;
    }

    private static boolean hasUnknown(ParameterSpec spec) {
        for (long dimension : spec.shape().getShape()) {
            if (dimension < 0) {
                return true;
            }
        }
        return false;
    }

    /** Returns the initial values of a parameter. */
    public static float[] start(ParameterSpec spec, long seed) {
        float[] values = new float[Math.toIntExact(spec.shape().size())];
        spec.initialiser().fill(values, spec.shape(), new SplittableRandom(seed));
        return values;
    }

    /** Draws a batch of every signal. */
    public List<Batch> draw(int records, long seed) {
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < signals.size(); i++) {
            batches.add(signals.get(i).draw(records, seed + 31L * i));
        }
        return batches;
    }

    public static List<Signal> upload(List<Batch> batches, NDManager manager) {
        return batches.stream().map(batch -> batch.upload(manager)).toList();
    }

    public Map<String, NDArray> uploadParameters(NDManager manager) {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        for (ParameterSpec spec : plan.parameters()) {
            arrays.put(spec.name(), manager.create(parameters.get(spec.name()), spec.shape()));
        }
        return arrays;
    }

    public Trial withParameter(String name, float[] values) {
        Map<String, float[]> changed = new LinkedHashMap<>(parameters);
        changed.put(name, values);
        return new Trial(subject, signals, plan, changed);
    }

    /** Computes a batch with newly uploaded parameters, and returns the result on the host. */
    public Batch run(List<Batch> batches, boolean training, long seed) {
        try (NDManager manager = TestEngine.newManager()) {
            TestEngine.disturb();
            Signal result =
                    subject.forward(
                            upload(batches, manager),
                            new KitPass(training, manager, uploadParameters(manager), seed)
                                    .of(plan));
            return download(result);
        }
    }

    public static Batch download(Signal result) {
        if (result == null) {
            throw new Breach("a signal", "null", "return the parts that were planned");
        }
        Map<String, Batch.Tensor> parts = new LinkedHashMap<>();
        result.parts().forEach((role, array) -> parts.put(role, download(array)));
        return new Batch(parts);
    }

    private static Batch.Tensor download(NDArray array) {
        if (array.getDataType() == DataType.FLOAT32) {
            return new Batch.Tensor(DataType.FLOAT32, array.getShape(), array.toFloatArray(), null);
        }
        try (NDArray wholes = array.toType(DataType.INT32, true)) {
            return new Batch.Tensor(
                    array.getDataType(), array.getShape(), null, wholes.toIntArray());
        }
    }
}
