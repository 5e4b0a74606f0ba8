// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntFunction;

/** Memory outside the Java heap for whole models, of which the JVM has a limit. */
final class NativeMemory {

    private NativeMemory() {}

    /**
     * Allocates the memory for a model.
     *
     * @throws DataException if the limit would be exceeded
     */
    static ByteBuffer allocate(int bytes) {
        return allocate(bytes, ByteBuffer::allocateDirect);
    }

    static ByteBuffer allocate(int bytes, IntFunction<ByteBuffer> allocator) {
        try {
            return allocator.apply(bytes).order(ByteOrder.nativeOrder());
        } catch (OutOfMemoryError e) {
            // nothing was allocated, and what the program has is as it was
            throw new DataException(
                    Problem.of("SORA-2354", "there is no memory for the model")
                            .needs(
                                    "%d MiB outside the Java heap"
                                            .formatted(((bytes - 1) >> 20) + 1))
                            .have(String.valueOf(e.getMessage()))
                            .fix(
                                    "give the JVM more, such as -XX:MaxDirectMemorySize=3g; for the"
                                            + " command line in SORA_JAVA_OPTS"),
                    e);
        }
    }
}
