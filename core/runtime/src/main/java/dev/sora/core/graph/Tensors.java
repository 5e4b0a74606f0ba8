// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.core.io.TensorData;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Converts between tensors on the device and tensors of files. */
public final class Tensors {

    private Tensors() {}

    /**
     * Copies weights.
     *
     * @throws SoraException if a value is not finite: such a model is never saved
     */
    public static Map<String, TensorData> of(Weights weights) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        weights.snapshot()
                .forEach(
                        (name, snapshot) -> {
                            float[] values = new float[snapshot.values().remaining()];
                            snapshot.values().get(values);
                            requireFinite(name, values);
                            tensors.put(
                                    name, TensorData.floats(values, snapshot.shape().getShape()));
                        });
        return tensors;
    }

    private static void requireFinite(String name, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new SoraException(
                        Problem.of(
                                        "SORA-5202",
                                        "the training diverged: a weight is not finite any more")
                                .where("weight '%s'".formatted(name))
                                .have(Float.toString(value))
                                .fix(
                                        "lower training.optimiser.learning_rate, or set"
                                                + " training.clip_norm: 1; extreme values in the"
                                                + " data have the same effect"));
            }
        }
    }

    public static Map<String, TensorData> of(Map<String, NDArray> state) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        state.forEach(
                (name, array) ->
                        tensors.put(
                                name,
                                TensorData.floats(
                                        array.toFloatArray(), array.getShape().getShape())));
        return tensors;
    }

    public static Map<String, FloatBuffer> buffers(Map<String, TensorData> tensors) {
        Map<String, FloatBuffer> buffers = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> buffers.put(name, tensor.buffer().asFloatBuffer()));
        return buffers;
    }

    /**
     * Returns the values of all parameters of a layout.
     *
     * @param where the file, for messages
     * @throws DataException if names or shapes differ from those of the layout, or a value is not
     *     finite
     */
    public static Map<String, FloatBuffer> checked(
            Map<String, TensorData> tensors, ParameterLayout layout, String where) {
        Map<String, Shape> wanted = ParameterNames.shapes(layout);
        wanted.forEach(
                (name, shape) -> {
                    TensorData tensor = tensors.get(name);
                    if (tensor == null
                            || tensor.type() != TensorData.Type.F32
                            || !Arrays.equals(tensor.dimensions(), shape.getShape())) {
                        throw mismatch(name, shape, tensor, where);
                    }
                    requireFinite(name, tensor.buffer().asFloatBuffer(), where);
                });
        if (tensors.size() != wanted.size()) {
            String extra =
                    tensors.keySet().stream()
                            .filter(name -> !wanted.containsKey(name))
                            .findFirst()
                            .orElse("");
            throw new DataException(
                    Problem.of("SORA-4491", "the file has a weight that no particle uses")
                            .where(where)
                            .have(extra)
                            .fix("use the plugin versions that inspect shows"));
        }
        return buffers(tensors);
    }

    /**
     * Checks that values are finite; a file of another program, or of an older Sora, may contain
     * others.
     */
    private static void requireFinite(String name, FloatBuffer values, String where) {
        for (int i = 0; i < values.limit(); i++) {
            float value = values.get(i);
            if (!Float.isFinite(value)) {
                throw new DataException(
                        Problem.of("SORA-4495", "weight '%s' is not finite".formatted(name))
                                .where(where)
                                .have(Float.toString(value))
                                .fix("train again, with a lower training.optimiser.learning_rate"));
            }
        }
    }

    private static DataException mismatch(
            String name, Shape shape, TensorData tensor, String where) {
        return new DataException(
                Problem.of("SORA-4490", "weight '%s' does not fit its particle".formatted(name))
                        .where(where)
                        .needs("32-bit floats " + shape)
                        .have(
                                tensor == null
                                        ? "no weight of that name"
                                        : tensor.type() + " " + tensor.shape())
                        .fix("use the plugin versions that inspect shows"));
    }
}
