// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A tensor in the form of a file: little-endian elements in row-major order.
 *
 * @param type the element type
 * @param shape the dimensions; empty for a scalar
 * @param data exactly the elements, from position 0 to the limit; its position must not be changed
 */
public record TensorData(Type type, List<Long> shape, ByteBuffer data) {

    /** The element types of files of Sora. */
    public enum Type {
        /** 32-bit floating point. */
        F32(4),
        /** 64-bit integers. */
        I64(8),
        /** 64-bit floating point, in learned lists. */
        F64(8),
        /** 32-bit integers, in learned tensors. */
        I32(4),
        /** Integers from 0 to 255, in learned tensors. */
        U8(1),
        /** 0 or 1, in learned tensors. */
        BOOL(1),
        /** 16-bit floating point, in files of other programs only. */
        F16(2),
        /** The upper half of 32-bit floating point, in files of other programs only. */
        BF16(2);

        /** The element types of what particles learned. */
        public static final Set<Type> LEARNED = EnumSet.complementOf(EnumSet.of(F16, BF16));

        /** The element types of weights and of the state of optimisers. */
        static final Set<Type> TRAINED = EnumSet.of(F32, I64);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        /** Returns the size of one element. */
        public int bytes() {
            return bytes;
        }
    }

    /** Checks that the buffer has exactly the elements, and sets its byte order. */
    public TensorData {
        Objects.requireNonNull(type, "type");
        shape = List.copyOf(shape);
        long size = bytes(type, shape);
        if (size != data.remaining()) {
            throw new IllegalArgumentException(
                    "a tensor %s of %s holds %d bytes, the buffer %d"
                            .formatted(shape, type, size, data.remaining()));
        }
        data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns a tensor of floats. */
    public static TensorData floats(float[] values, long... shape) {
        ByteBuffer data =
                ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return new TensorData(Type.F32, dimensions(shape), data);
    }

    /** Returns a tensor of 64-bit floats. */
    public static TensorData doubles(double[] values, long... shape) {
        ByteBuffer data =
                ByteBuffer.allocate(Math.multiplyExact(values.length, Double.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        data.asDoubleBuffer().put(values);
        return new TensorData(Type.F64, dimensions(shape), data);
    }

    /** Returns a vector of 64-bit integers. */
    public static TensorData integers(long... values) {
        ByteBuffer data =
                ByteBuffer.allocate(Math.multiplyExact(values.length, Long.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        data.asLongBuffer().put(values);
        return new TensorData(Type.I64, List.of((long) values.length), data);
    }

    /** Returns the elements of a tensor of floats. */
    public float[] toFloats() {
        require(Type.F32);
        float[] values = new float[data.remaining() / Float.BYTES];
        buffer().asFloatBuffer().get(values);
        return values;
    }

    /** Returns the elements in a read-only buffer with its own position. */
    public ByteBuffer buffer() {
        return data.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the shape as an array for DJL. */
    public long[] dimensions() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    /**
     * Returns the size of a tensor in bytes.
     *
     * @throws ArithmeticException if it exceeds a long
     * @throws IllegalArgumentException if a dimension is negative
     */
    static long bytes(Type type, List<Long> shape) {
        long size = type.bytes();
        for (long dimension : shape) {
            if (dimension < 0) {
                throw new IllegalArgumentException("negative dimension in " + shape);
            }
            size = Math.multiplyExact(size, dimension);
        }
        return size;
    }

    private void require(Type wanted) {
        if (type != wanted) {
            throw new IllegalStateException("a tensor of " + type + " is not one of " + wanted);
        }
    }

    private static List<Long> dimensions(long... shape) {
        return Arrays.stream(shape).boxed().toList();
    }
}
