// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntFunction;

/** Memory outside the Java heap for models and what they take, of which the JVM has a limit. */
final class NativeMemory {

    /** What a model takes, and what it computes. */
    static final String TAKEN = "what the model takes at once";

    static final String COMPUTED = "what the model computes at once";

    private static final int MOST_BYTES = 1 << 29;

    private NativeMemory() {}

    /**
     * Allocates zeros.
     *
     * @param what what they are for
     * @throws DataException if the limit of the JVM would be exceeded
     */
    static ByteBuffer allocate(String what, int bytes) {
        return allocate(what, bytes, ByteBuffer::allocateDirect);
    }

    static ByteBuffer allocate(String what, int bytes, IntFunction<ByteBuffer> allocator) {
        try {
            return allocator.apply(bytes).order(ByteOrder.nativeOrder());
        } catch (OutOfMemoryError e) {
            // nothing was allocated, and what the program has is as it was
            throw new DataException(
                    missing(what, bytes)
                            .have(String.valueOf(e.getMessage()))
                            .fix(
                                    "give the JVM more, such as -XX:MaxDirectMemorySize=3g (for the"
                                            + " command line in SORA_JAVA_OPTS), or lower the batch"
                                            + " size"),
                    e);
        }
    }

    /** Returns whether a model may take that much, because a file may state any sizes. */
    static boolean allows(double bytes) {
        return bytes <= MOST_BYTES;
    }

    /** Returns the limit, for messages. */
    static String most() {
        return "at most %d MiB".formatted(MOST_BYTES >> 20);
    }

    /**
     * Checks the size of what a model takes at once.
     *
     * @throws DataException if it is larger than 512 MiB
     */
    static int checked(double bytes) {
        if (!allows(bytes)) {
            throw new DataException(
                    missing(TAKEN, (long) bytes)
                            .have(most())
                            .fix(
                                    "lower the batch size, or export the model with dynamic axes"
                                            + " for records and steps"));
        }
        return (int) bytes;
    }

    /**
     * Checks that a buffer can hold something.
     *
     * @throws DataException otherwise, which is so from 2 GiB
     */
    static int fitting(String what, double bytes) {
        if (bytes > Integer.MAX_VALUE) {
            throw new DataException(
                    missing(what, (long) bytes)
                            .have("at most %d MiB".formatted(Integer.MAX_VALUE >> 20))
                            .fix("lower the batch size"));
        }
        return (int) bytes;
    }

    private static Problem missing(String what, long bytes) {
        return Problem.of("SORA-2354", "there is no memory for " + what)
                .needs("%d MiB outside the Java heap".formatted(((bytes - 1) >> 20) + 1));
    }
}
