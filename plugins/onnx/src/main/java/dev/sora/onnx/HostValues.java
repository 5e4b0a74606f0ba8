// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import ai.djl.ndarray.NDArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The values of records in the memory of the host.
 *
 * @param data the elements in row-major order, in direct memory that is not the engine's
 * @param shape the dimensions, the number of records first
 */
record HostValues(ByteBuffer data, long[] shape) {

    static HostValues of(NDArray values) {
        ByteBuffer given = values.toByteBuffer();
        // ONNX Runtime refers to a direct buffer: one of the engine's would be freed with its array
        ByteBuffer own = allocate(given.remaining());
        own.put(given).rewind();
        return new HostValues(own, values.getShape().getShape());
    }

    /** Returns the first steps of some records of sequences. */
    HostValues part(int[] records, int steps) {
        int whole = data.capacity() / (int) shape[0];
        int taken = whole / (int) shape[1] * steps;
        ByteBuffer part = allocate(Math.multiplyExact(records.length, taken));
        for (int record : records) {
            part.put(data.slice(record * whole, taken));
        }
        part.rewind();
        long[] dimensions = shape.clone();
        dimensions[0] = records.length;
        dimensions[1] = steps;
        return new HostValues(part, dimensions);
    }

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
