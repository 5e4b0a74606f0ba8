// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import java.io.IOException;

/** Something that Sora does when told to on the command line. */
public interface Verb {

    /**
     * Does it.
     *
     * @return the exit status
     * @throws IOException if a file of this verb's own cannot be read or written
     */
    int run(Session session) throws IOException;

    /** Returns whether it may last so long that Ctrl-C should end it in good order. */
    default boolean lasts() {
        return false;
    }
}
