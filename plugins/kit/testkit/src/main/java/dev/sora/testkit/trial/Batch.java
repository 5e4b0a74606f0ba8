// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.trial;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.tensor.Signal;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The samples of one signal, on the host.
 *
 * @param parts the parts of the signal by role, each with the batch dimension first
 */
public record Batch(Map<String, Tensor> parts) {

    public Batch {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /** One tensor: floats, or integers for all other types. */
    public record Tensor(DataType type, Shape shape, float[] floats, int[] wholes) {

        public NDArray upload(NDManager manager) {
            if (floats != null) {
                return manager.create(floats, shape);
            }
            NDArray values = manager.create(wholes, shape);
            return type == DataType.INT32 ? values : values.toType(type, false);
        }

        /** Returns a copy with zeros after the lengths. */
        public Tensor zeroAfter(int[] lengths) {
            int steps = Math.toIntExact(shape.get(1));
            int width = Math.toIntExact(shape.size() / ((long) lengths.length * steps));
            for (int row = 0; row < lengths.length; row++) {
                int from = (row * steps + lengths[row]) * width;
                int to = (row + 1) * steps * width;
                if (floats != null) {
                    Arrays.fill(floats, from, to, 0);
                } else {
                    Arrays.fill(wholes, from, to, 0);
                }
            }
            return this;
        }

        /** Returns one record with its first {@code steps} steps; with all steps if negative. */
        public Tensor row(int row, int steps) {
            long[] dimensions = shape.getShape().clone();
            int size = Math.toIntExact(shape.size() / dimensions[0]);
            int kept = steps < 0 ? size : Math.toIntExact(size / dimensions[1] * steps);
            dimensions[0] = 1;
            if (steps >= 0) {
                dimensions[1] = steps;
            }
            int from = row * size;
            return new Tensor(
                    type,
                    new Shape(dimensions),
                    floats == null ? null : Arrays.copyOfRange(floats, from, from + kept),
                    wholes == null ? null : Arrays.copyOfRange(wholes, from, from + kept));
        }

        public Tensor withFloats(float[] others) {
            return new Tensor(type, shape, others, wholes);
        }
    }

    public int records() {
        return Math.toIntExact(values().shape().get(0));
    }

    public Tensor values() {
        return parts.get(Signal.VALUES);
    }

    public boolean isSequence() {
        return parts.containsKey(Signal.LENGTHS);
    }

    /** Returns the number of valid steps of each record. */
    public int[] lengths() {
        return parts.get(Signal.LENGTHS).wholes();
    }

    public Signal upload(NDManager manager) {
        Signal signal = Signal.of(values().upload(manager));
        for (Map.Entry<String, Tensor> part : parts.entrySet()) {
            if (!part.getKey().equals(Signal.VALUES)) {
                signal = signal.with(part.getKey(), part.getValue().upload(manager));
            }
        }
        return signal;
    }

    /** Returns one record as a batch; a sequence is cut to its own length. */
    public Batch row(int row) {
        Map<String, Tensor> rows = new LinkedHashMap<>();
        parts.forEach(
                (role, part) -> {
                    boolean steps = isSequence() && role.equals(Signal.VALUES);
                    rows.put(role, part.row(row, steps ? lengths()[row] : -1));
                });
        return new Batch(rows);
    }

    /** Returns a copy in which one part holds other floats. */
    public Batch withFloats(String role, float[] floats) {
        Map<String, Tensor> changed = new LinkedHashMap<>(parts);
        changed.put(role, changed.get(role).withFloats(floats));
        return new Batch(changed);
    }
}
