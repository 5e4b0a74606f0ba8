// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import java.io.IOException;

/** A command of the command line, such as {@code train}. */
public interface Verb {

    /**
     * Runs the verb.
     *
     * @param session the call
     * @return the exit status
     * @throws IOException if a file of this verb cannot be read or written
     */
    int run(Session session) throws IOException;

    /**
     * Returns whether the verb may run for long, so that Ctrl-C should stop it and save its state.
     */
    default boolean lasts() {
        return false;
    }
}
