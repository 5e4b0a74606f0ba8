// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.generation;

import dev.sora.core.InterruptedRunException;

/** Stops a long generation between two steps. */
final class Interruption {

    private Interruption() {}

    static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedRunException("stopped while generating");
        }
    }
}
