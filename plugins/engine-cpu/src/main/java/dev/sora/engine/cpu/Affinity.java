// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import java.util.BitSet;
import java.util.Optional;

/** Reads and sets the processors that a thread may run on; Linux only. */
final class Affinity {

    /** A mask of 8,192 processors, the maximum of Linux. */
    private static final int BYTES = 1024;

    private final Function get;
    private final Function set;

    private Affinity(Function get, Function set) {
        this.get = get;
        this.set = set;
    }

    static Optional<Affinity> find() {
        try {
            NativeLibrary c = NativeLibrary.getInstance("c");
            return Optional.of(
                    new Affinity(
                            c.getFunction("sched_getaffinity"),
                            c.getFunction("sched_setaffinity")));
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    /** Returns the processors of a thread of this process; empty if the thread has ended. */
    BitSet of(int thread) {
        try (Memory mask = new Memory(BYTES)) {
            mask.clear();
            if (get.invokeInt(new Object[] {thread, (long) BYTES, mask}) != 0) {
                return new BitSet();
            }
            // bit k of the mask is processor k, in words of native byte order
            return BitSet.valueOf(mask.getLongArray(0, BYTES / Long.BYTES));
        }
    }

    /** Restricts a thread; returns false if the thread has ended. */
    boolean restrict(int thread, BitSet cpus) {
        try (Memory mask = new Memory(BYTES)) {
            mask.clear();
            long[] words = cpus.toLongArray();
            mask.write(0, words, 0, Math.min(words.length, BYTES / Long.BYTES));
            return set.invokeInt(new Object[] {thread, (long) BYTES, mask}) == 0;
        }
    }
}
