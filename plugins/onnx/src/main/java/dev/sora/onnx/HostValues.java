// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import ai.djl.ndarray.NDArray;
import java.nio.ByteBuffer;

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
        ByteBuffer own = NativeMemory.allocate(NativeMemory.TAKEN, given.remaining());
        own.put(given).rewind();
        return new HostValues(own, values.getShape().getShape());
    }

    /** Returns some records. */
    HostValues part(int[] records) {
        int whole = data.capacity() / (int) shape[0];
        return part(records, whole, whole, shape.clone());
    }

    /** Returns some records of sequences with a number of steps: fewer, or more, of zeros. */
    HostValues part(int[] records, int steps) {
        int whole = data.capacity() / (int) shape[0];
        long[] dimensions = shape.clone();
        dimensions[1] = steps;
        int step = whole / (int) shape[1];
        return part(records, whole, NativeMemory.checked((double) step * steps), dimensions);
    }

    private HostValues part(int[] records, int whole, int taken, long[] dimensions) {
        ByteBuffer part =
                NativeMemory.allocate(
                        NativeMemory.TAKEN, NativeMemory.checked((double) records.length * taken));
        for (int i = 0; i < records.length; i++) {
            part.put(i * taken, data, records[i] * whole, Math.min(whole, taken));
        }
        dimensions[0] = records.length;
        return new HostValues(part, dimensions);
    }
}
