// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The samples of one signal, on the host.
 *
 * @param tensors the tensors of the signal, each with the records in front
 * @param sequence whether they are sequences: values, and the number of valid steps
 */
record Batch(List<Tensor> tensors, boolean sequence) {

    /** One tensor: floats, or whole numbers for all other types. */
    record Tensor(DataType type, Shape shape, float[] floats, int[] wholes) {

        NDArray upload(NDManager manager) {
            if (floats != null) {
                return manager.create(floats, shape);
            }
            NDArray values = manager.create(wholes, shape);
            return type == DataType.INT32 ? values : values.toType(type, false);
        }

        /** Returns a copy with zeros behind the lengths. */
        Tensor zeroBehind(int[] lengths) {
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

        /** Returns one record, with so many of its steps; all if negative. */
        Tensor row(int row, int steps) {
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

        Tensor withFloats(float[] others) {
            return new Tensor(type, shape, others, wholes);
        }
    }

    int records() {
        return Math.toIntExact(tensors.get(0).shape().get(0));
    }

    /** Returns the number of valid steps of each record. */
    int[] lengths() {
        return tensors.get(1).wholes();
    }

    NDList upload(NDManager manager) {
        NDList list = new NDList();
        tensors.forEach(tensor -> list.add(tensor.upload(manager)));
        return list;
    }

    /** Returns one record as a batch of its own, a sequence cut to its own length. */
    Batch row(int row) {
        List<Tensor> rows = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            rows.add(tensors.get(i).row(row, sequence && i == 0 ? lengths()[row] : -1));
        }
        return new Batch(rows, sequence);
    }

    /** Returns a copy in which one tensor holds other floats. */
    Batch withFloats(int index, float[] floats) {
        List<Tensor> changed = new ArrayList<>(tensors);
        changed.set(index, changed.get(index).withFloats(floats));
        return new Batch(changed, sequence);
    }
}
