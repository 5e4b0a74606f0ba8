// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntFunction;

/** Memory outside the Java heap for models and what they take, of which the JVM has a limit. */
final class NativeMemory {

    private static final int MOST_BYTES = 1 << 29;

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
                    missing("the model", bytes)
                            .have(String.valueOf(e.getMessage()))
                            .fix(
                                    "give the JVM more, such as -XX:MaxDirectMemorySize=3g; for the"
                                            + " command line in SORA_JAVA_OPTS"),
                    e);
        }
    }

    /**
     * Checks the size of what a model takes at once, because a file may state any sizes.
     *
     * @throws DataException if it is larger than 512 MiB
     */
    static int checked(double bytes) {
        if (bytes > MOST_BYTES) {
            throw new DataException(
                    missing("what the model takes at once", (long) bytes)
                            .have("at most %d MiB".formatted(MOST_BYTES >> 20))
                            .fix(
                                    "lower the batch size, or export the model with dynamic axes"
                                            + " for records and steps"));
        }
        return (int) bytes;
    }

    private static Problem missing(String what, long bytes) {
        return Problem.of("SORA-2354", "there is no memory for " + what)
                .needs("%d MiB outside the Java heap".formatted(((bytes - 1) >> 20) + 1));
    }
}
