// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import dev.sora.reading.passed.Overlooked;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides which files of a store are read. Hidden files are never read, and it is not called for
 * them.
 */
@FunctionalInterface
public interface Choice {

    /** The greatest number of first bytes that a choice reads. */
    int HEAD = 1024;

    /** The first bytes of a file, read on demand. */
    @FunctionalInterface
    interface Head {

        /** Returns at most {@link #HEAD} bytes, fewer if the file is shorter. */
        byte[] bytes();
    }

    /**
     * Returns why a file is not read; empty if it is read.
     *
     * @param name its path within the store
     */
    Optional<Overlooked.Reason> leavesOut(String name, Head head);

    /** Returns a choice by name only; all files that are not accepted have one reason. */
    static Choice byName(Predicate<String> accepts, Overlooked.Reason reason) {
        return (name, head) -> accepts.test(name) ? Optional.empty() : Optional.of(reason);
    }
}
