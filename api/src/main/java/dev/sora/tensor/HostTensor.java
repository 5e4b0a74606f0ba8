// SPDX-License-Identifier: Apache-2.0
package dev.sora.tensor;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A tensor in the memory of the host, before any native code is active.
 *
 * <p>Encoding data needs no engine: particles fill host tensors, core joins them and uploads them
 * once. Elements lie in row-major order and in the byte order of the machine. Types are limited to
 * those that every engine takes: {@code FLOAT32}, {@code INT32}, {@code INT64}, {@code UINT8} and
 * {@code BOOLEAN}.
 *
 * @param type the element type
 * @param shape the dimensions, the number of records first
 * @param data exactly the elements, from position 0 to the limit
 * @since 1.0
 */
public record HostTensor(DataType type, Shape shape, ByteBuffer data) {

    /** Checks the type and that the buffer holds just the elements. */
    public HostTensor {
        Objects.requireNonNull(shape, "shape");
        switch (type) {
            case FLOAT32, INT32, INT64, UINT8, BOOLEAN -> {}
            default -> throw new IllegalArgumentException("type " + type + " is not supported");
        }
        long bytes = shape.size() * type.getNumOfBytes();
        if (data.position() != 0 || data.limit() != bytes) {
            throw new IllegalArgumentException(
                    "a tensor %s of %s holds %d bytes, the buffer %d"
                            .formatted(shape, type, bytes, data.remaining()));
        }
    }

    /** Returns a tensor of elements that are there. */
    public static HostTensor of(DataType type, Shape shape, ByteBuffer data) {
        return new HostTensor(type, shape, data);
    }

    /**
     * Allocates a tensor of zeros in direct memory.
     *
     * @throws DataException if it would hold more than 2 GiB
     */
    public static HostTensor allocate(DataType type, long... dimensions) {
        Shape shape = new Shape(dimensions);
        long bytes = shape.size() * type.getNumOfBytes();
        if (bytes > Integer.MAX_VALUE) {
            throw new DataException(
                    Problem.of("SORA-4002", "the encoded data is larger than 2 GiB a column")
                            .have("%s of %s: %d MiB".formatted(shape, type, bytes >> 20))
                            .fix("use fewer records, or smaller images"));
        }
        ByteBuffer data = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
        return new HostTensor(type, shape, data);
    }
}
