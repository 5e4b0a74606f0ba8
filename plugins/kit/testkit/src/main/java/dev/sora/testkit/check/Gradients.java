// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.check;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.sora.engine.Tape;
import dev.sora.particle.ParameterRole;
import dev.sora.particle.ParameterSpec;
import dev.sora.tensor.Signal;
import dev.sora.testkit.trial.Batch;
import dev.sora.testkit.trial.KitPass;
import dev.sora.testkit.trial.TestEngine;
import dev.sora.testkit.trial.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * Compares the engine's gradient of {@code sum(r f)}, with fixed weights r that differ between
 * elements, with finite differences of f, for every float input and every trained parameter.
 */
public final class Gradients {

    private static final long SEED = 11;

    /** The number of records in the batch, enough to detect mixing of records. */
    public static final int RECORDS = 3;

    private final Trial trial;
    private final List<Batch> batches;
    private final Differences differences;
    private final Function function;
    private final String repeatable;

    /** The differentiated function, if it is not the weighted sum of the output. */
    @FunctionalInterface
    public interface Function {
        @Nullable NDArray apply(Signal result, KitPass pass, List<Signal> inputs);
    }

    /**
     * Prepares a comparison.
     *
     * @param function computes a number from the output of the subject; null for the weighted sum
     * @param repeatable the name of the check that one seed gives the same numbers every time
     */
    public Gradients(
            Trial trial, Differences differences, @Nullable Function function, String repeatable) {
        this.repeatable = repeatable;
        this.trial = trial;
        this.differences = differences;
        this.function = function == null ? (result, pass, in) -> project(result) : function;
        this.batches = trial.draw(RECORDS, SEED);
    }

    public void check() {
        double value = value(trial, batches);
        if (value != value(trial, batches)) {
            throw new TestAbortedException(
                    "the same seed gives other numbers, so that there are no differences to compare"
                            + " with: see the clause '%s'".formatted(repeatable));
        }
        Map<String, float[]> found = found();
        differences.begin(found.values(), value);
        for (int i = 0; i < batches.size(); i++) {
            int signal = i;
            Batch batch = batches.get(i);
            for (String role : batch.parts().keySet()) {
                float[] values = batch.parts().get(role).floats();
                if (values != null && isLearned(batch, role)) {
                    differences.check(
                            input(i, role),
                            values,
                            found.get(input(i, role)),
                            element -> isValid(batch, role, element),
                            changed -> value(trial, with(signal, batch.withFloats(role, changed))));
                }
            }
        }
        for (ParameterSpec spec : trained()) {
            differences.check(
                    "parameter '" + spec.name() + "'",
                    trial.parameters().get(spec.name()),
                    found.get(parameter(spec)),
                    element -> true,
                    changed -> value(trial.withParameter(spec.name(), changed), batches));
        }
        differences.end();
    }

    private List<ParameterSpec> trained() {
        return trial.plan().parameters().stream()
                .filter(spec -> spec.role() != ParameterRole.BUFFER)
                .toList();
    }

    private String input(int signal, String role) {
        String name = batches.size() == 1 ? "the input" : "input " + (signal + 1);
        return role.equals(Signal.VALUES) ? name : "'%s' of %s".formatted(role, name);
    }

    private static String parameter(ParameterSpec spec) {
        return "parameter '" + spec.name() + "'";
    }

    /**
     * Returns whether an element is not padding, which is zero by convention and must not be
     * changed.
     */
    private static boolean isValid(Batch batch, String role, int element) {
        if (!batch.isSequence() || !role.equals(Signal.VALUES)) {
            return true;
        }
        long[] shape = batch.values().shape().getShape();
        int width = Math.toIntExact(batch.values().shape().size() / (shape[0] * shape[1]));
        int row = Math.toIntExact(element / (shape[1] * width));
        return element / width % shape[1] < batch.lengths()[row];
    }

    private List<Batch> with(int index, Batch batch) {
        List<Batch> changed = new ArrayList<>(batches);
        changed.set(index, batch);
        return changed;
    }

    /** Computes the number from host values, in a training pass. */
    private double value(Trial changed, List<Batch> inputs) {
        try (NDManager manager = TestEngine.newManager()) {
            List<Signal> uploaded = Trial.upload(inputs, manager);
            KitPass pass = new KitPass(true, manager, changed.uploadParameters(manager), SEED);
            Signal result = trial.subject().forward(uploaded, pass);
            return hostValue(result, pass, uploaded);
        }
    }

    /** Sums on the host in 64 bits, because rounding would hide small differences. */
    private double hostValue(Signal result, KitPass pass, List<Signal> inputs) {
        NDArray value = function.apply(result, pass, inputs);
        double sum = 0;
        if (value == null) {
            return sum;
        }
        for (float part : value.toFloatArray()) {
            sum += part;
        }
        return sum;
    }

    /** What belongs to rows that are not records, such as the weights of edges, is data. */
    private static boolean isLearned(Batch batch, String role) {
        return role.equals(Signal.VALUES) || !batch.parts().containsKey(Signal.ROWS);
    }

    private Map<String, float[]> found() {
        Map<String, float[]> found = new LinkedHashMap<>();
        try (NDManager manager = TestEngine.newManager();
                Tape tape = TestEngine.engine().openTape()) {
            Map<String, NDArray> leaves = new LinkedHashMap<>();
            List<Signal> inputs = new ArrayList<>();
            for (int i = 0; i < batches.size(); i++) {
                Signal signal = batches.get(i).upload(manager);
                for (Map.Entry<String, NDArray> part : signal.parts().entrySet()) {
                    if (part.getValue().getDataType() == DataType.FLOAT32) {
                        NDArray leaf = tape.watch(part.getValue());
                        signal = signal.with(part.getKey(), leaf);
                        leaves.put(input(i, part.getKey()), leaf);
                    }
                }
                inputs.add(signal);
            }
            Map<String, NDArray> parameters = trial.uploadParameters(manager);
            for (ParameterSpec spec : trained()) {
                NDArray leaf = tape.watch(parameters.get(spec.name()));
                parameters.put(spec.name(), leaf);
                leaves.put(parameter(spec), leaf);
            }
            KitPass pass = new KitPass(true, manager, parameters, SEED);
            NDArray value = function.apply(trial.subject().forward(inputs, pass), pass, inputs);
            // without a float output there is nothing to differentiate
            boolean reached = value != null && backward(tape, value.sum());
            leaves.forEach(
                    (name, leaf) ->
                            found.put(
                                    name,
                                    reached
                                            ? tape.gradient(leaf).toFloatArray()
                                            : new float[Math.toIntExact(leaf.size())]));
        }
        return found;
    }

    /**
     * Computes gradients; returns whether the loss has any, which a function without weights may
     * not have.
     */
    static boolean backward(Tape tape, NDArray loss) {
        try {
            tape.backward(loss);
            return true;
        } catch (RuntimeException e) {
            if (String.valueOf(e.getMessage()).contains("does not require grad")) {
                return false;
            }
            throw e;
        }
    }

    /** Returns the weighted floats of the output; their sum is the number. */
    private static @Nullable NDArray project(Signal result) {
        NDArray all = null;
        int number = 0;
        for (NDArray array : result.parts().values()) {
            if (array.getDataType() != DataType.FLOAT32) {
                continue;
            }
            float[] weights = new float[Math.toIntExact(array.size())];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) Math.sin(1.7 * (i + number) + 0.3);
            }
            number += weights.length;
            NDArray weighted =
                    array.mul(array.getManager().create(weights, array.getShape())).flatten();
            all = all == null ? weighted : all.concat(weighted);
        }
        return all;
    }
}
