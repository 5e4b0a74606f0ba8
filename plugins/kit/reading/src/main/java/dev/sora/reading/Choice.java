// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import dev.sora.reading.passed.Overlooked;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides which files of a store are read. Hidden ones never are, and are not asked about. */
@FunctionalInterface
public interface Choice {

    /** How many bytes a file is looked into. */
    int HEAD = 1024;

    /** The first bytes of a file, read when they are asked for. */
    @FunctionalInterface
    interface Head {

        /** Returns at most {@link #HEAD} bytes, fewer if the file is shorter. */
        byte[] bytes();
    }

    /**
     * Returns why a file is not read; nothing if it is read.
     *
     * @param name its path within the store
     */
    Optional<Overlooked.Reason> leavesOut(String name, Head head);

    /** Returns the choice by names alone; all that is not accepted is left out for one reason. */
    static Choice byName(Predicate<String> accepts, Overlooked.Reason reason) {
        return (name, head) -> accepts.test(name) ? Optional.empty() : Optional.of(reason);
    }
}
