// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.tensor.HostTensor;
import java.nio.ByteBuffer;

/** A column of encoded data on the host, in memory or in a file. Reading is safe for any thread. */
interface HostColumn {

    /** Returns the element type. */
    DataType type();

    /** Returns the shape of a row. */
    Shape row();

    /** Returns the size of a row in bytes. */
    int width();

    /** Copies a row to a place in a buffer. */
    void copy(long number, ByteBuffer target, int at);

    /** Returns a column in memory. */
    static HostColumn of(HostTensor tensor) {
        Shape row = tensor.shape().slice(1);
        int width = Math.toIntExact(row.size() * tensor.type().getNumOfBytes());
        return new InMemory(tensor, row, width);
    }

    /**
     * A column in memory.
     *
     * @param tensor its rows
     */
    record InMemory(HostTensor tensor, Shape row, int width) implements HostColumn {

        @Override
        public DataType type() {
            return tensor.type();
        }

        @Override
        public void copy(long number, ByteBuffer target, int at) {
            target.put(at, tensor.data(), Math.toIntExact(number * width), width);
        }
    }
}
