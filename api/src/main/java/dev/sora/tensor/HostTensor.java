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
 * A tensor in the memory of the host, which needs no engine.
 *
 * <p>Inputs and outputs encode records into host tensors; core joins these and copies them to the
 * device once. Elements are in row-major order and in the byte order of the machine. Element types
 * are those that every engine supports: {@code FLOAT32}, {@code INT32}, {@code INT64}, {@code
 * UINT8} and {@code BOOLEAN}.
 *
 * @param type the element type
 * @param shape the dimensions, with the number of records first
 * @param data the elements and nothing else, from position 0 to the limit; not copied
 * @since 1.0
 */
public record HostTensor(DataType type, Shape shape, ByteBuffer data) {

    /** Checks the type and that the buffer has exactly the size of the elements. */
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

    /** Returns a tensor of existing elements, which are not copied. */
    public static HostTensor of(DataType type, Shape shape, ByteBuffer data) {
        return new HostTensor(type, shape, data);
    }

    /**
     * Allocates a tensor of zeros in direct memory.
     *
     * @throws DataException if the tensor would be larger than 2 GiB
     */
    public static HostTensor allocate(DataType type, long... dimensions) {
        Shape shape = new Shape(dimensions);
        long bytes = shape.size() * type.getNumOfBytes();
        if (bytes > Integer.MAX_VALUE) {
            throw new DataException(
                    Problem.of("SORA-4002", "the encoded data is larger than 2 GiB a column")
                            .have("%s of %s: %d MiB".formatted(shape, type, bytes >> 20))
                            .fix(
                                    "use fewer records, smaller images, or shorter sounds: 'seconds'"
                                            + " and 'longer: cut' of the input"));
        }
        ByteBuffer data = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
        return new HostTensor(type, shape, data);
    }
}
