// SPDX-License-Identifier: Apache-2.0
package dev.sora.tensor;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The element type and shape of one tensor, without the batch dimension.
 *
 * <p>A dimension that is not known before data is read, or that varies from batch to batch, is
 * {@link #UNKNOWN}. Images are {@code (channels, height, width)}, sequences {@code (steps,
 * features)}. The memory layout is not part of the shape: a particle may return a transposed view
 * of an image that is stored channels-last.
 *
 * <p>Use the factories, not the constructor: its signature changes when a component is added.
 *
 * @param type the element type
 * @param shape the dimensions after the batch dimension
 * @param tableSize if the elements are indices into a table, such as a vocabulary, the number of
 *     its rows: elements are in {@code [0, tableSize)}; {@link #UNKNOWN} before the data determines
 *     it; 0 if the elements are not indices
 * @since 1.0
 */
public record TensorSpec(DataType type, Shape shape, long tableSize) {

    /** A dimension that is not known. */
    public static final long UNKNOWN = -1;

    /** Checks that both parts are present. */
    public TensorSpec {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(shape, "shape");
    }

    /** Returns the specification of a tensor whose elements are not indices. */
    public static TensorSpec of(DataType type, long... dimensions) {
        return new TensorSpec(type, new Shape(dimensions), 0);
    }

    /**
     * Returns the specification of a tensor of 32-bit indices into a table.
     *
     * @param tableSize the number of rows of the table, or {@link #UNKNOWN}
     */
    public static TensorSpec indices(long tableSize, long... dimensions) {
        return new TensorSpec(DataType.INT32, new Shape(dimensions), tableSize);
    }

    /** Returns the specification of a tensor of 32-bit floats. */
    public static TensorSpec floats(long... dimensions) {
        return of(DataType.FLOAT32, dimensions);
    }

    /** Returns the number of dimensions, without the batch dimension. */
    public int rank() {
        return shape.dimension();
    }

    /** Returns one dimension, counted from 0, or {@link #UNKNOWN}. */
    public long dimension(int index) {
        return shape.get(index);
    }

    /** Returns whether the elements are indices into a table. */
    public boolean isIndices() {
        return tableSize != 0;
    }

    /** Returns whether every dimension is known. */
    public boolean isKnown() {
        return Arrays.stream(shape.getShape()).allMatch(d -> d >= 0);
    }

    /** Returns the number of elements of one record, or {@link #UNKNOWN}. */
    public long size() {
        return isKnown() ? shape.size() : UNKNOWN;
    }

    /** Returns whether both shapes can be equal; an unknown dimension matches every dimension. */
    public boolean fits(TensorSpec other) {
        if (rank() != other.rank()) {
            return false;
        }
        for (int i = 0; i < rank(); i++) {
            long a = dimension(i);
            long b = other.dimension(i);
            if (a >= 0 && b >= 0 && a != b) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the shape, and the kind of elements if they are not 32-bit floats, such as {@code (3,
     * 32, ?) of uint8} or {@code (5) of indices}.
     */
    public String describe() {
        if (isIndices()) {
            return this + " of indices";
        }
        return type == DataType.FLOAT32
                ? toString()
                : this + " of " + type.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the shape with a question mark for unknown dimensions, such as {@code (3, 32, ?)}.
     */
    @Override
    public String toString() {
        return Arrays.stream(shape.getShape())
                .mapToObj(d -> d < 0 ? "?" : Long.toString(d))
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
