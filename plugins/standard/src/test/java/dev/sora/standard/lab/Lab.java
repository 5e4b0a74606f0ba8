// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.lab;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.combiner.Combiner;
import dev.sora.combiner.Parts;
import dev.sora.particle.CoreParticle;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Tensors, parameters and passes for tests, without core. */
public final class Lab implements AutoCloseable {

    private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    private final SplittableRandom random = new SplittableRandom(5);

    public NDManager manager() {
        return manager;
    }

    /** Returns numbers around zero; the same ones in every run. */
    public NDArray numbers(long... dimensions) {
        Shape shape = new Shape(dimensions);
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return manager.create(values, shape);
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

    /** Plans and runs a particle for a batch. */
    public NDList run(CoreParticle particle, boolean training, NDArray input) {
        ParticlePlan plan = particle.plan(specOf(input));
        return particle.forward(new NDList(input), pass(training, parameters(plan)));
    }

    /** Runs a combiner with the parameters it starts with. */
    public NDArray run(Combiner combiner, boolean stacked, NDArray... parts) {
        return combiner.combine(
                        parts(stacked, parts), pass(true, parameters(planOf(combiner, parts))))
                .head();
    }

    public static ParticlePlan planOf(Combiner combiner, NDArray... parts) {
        List<SignalSpec> specs = new ArrayList<>();
        for (NDArray part : parts) {
            specs.add(specOf(part));
        }
        return combiner.plan(specs);
    }

    /** Returns the signal that a batch is of. */
    public static SignalSpec specOf(NDArray batch) {
        return SignalSpec.floats(batch.getShape().slice(1).getShape());
    }

    public static Parts parts(boolean stacked, NDArray... arrays) {
        return new ListParts(stacked, List.of(arrays));
    }

    @Override
    public void close() {
        manager.close();
    }

    private record ListParts(boolean isStacked, List<NDArray> arrays) implements Parts {

        @Override
        public int count() {
            return arrays.size();
        }

        @Override
        public List<NDList> each() {
            return arrays.stream().map(array -> new NDList(array)).toList();
        }

        @Override
        public NDArray stacked() {
            return arrays.get(0)
                    .getNDArrayInternal()
                    .stack(new NDList(arrays.subList(1, arrays.size())), 1);
        }
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
