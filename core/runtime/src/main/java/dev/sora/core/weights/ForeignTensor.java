// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.weights;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * A tensor of a file of another program. Its elements are converted when they are asked for, so
 * that a file of which a part is used needs no memory for the rest.
 *
 * @param name its name in the file
 * @param shape its dimensions
 * @param values converts its elements to floats, in row-major order
 */
public record ForeignTensor(String name, List<Long> shape, Supplier<float[]> values) {

    /** Copies the shape. */
    public ForeignTensor {
        shape = List.copyOf(shape);
    }

    /** Returns the shape as an array for DJL. */
    public long[] dimensions() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    /** Returns a matrix with rows and columns exchanged; any other tensor as it is. */
    ForeignTensor transposed() {
        if (shape.size() != 2) {
            return this;
        }
        List<Long> exchanged = new ArrayList<>(shape);
        Collections.reverse(exchanged);
        int rows = Math.toIntExact(shape.get(0));
        int columns = Math.toIntExact(shape.get(1));
        return new ForeignTensor(name, exchanged, () -> transpose(values.get(), rows, columns));
    }

    private static float[] transpose(float[] from, int rows, int columns) {
        float[] to = new float[from.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                to[column * rows + row] = from[row * columns + column];
            }
        }
        return to;
    }

    /** Returns the same tensor with another name. */
    ForeignTensor named(String other) {
        return new ForeignTensor(other, shape, values);
    }
}
