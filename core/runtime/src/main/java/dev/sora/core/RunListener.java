// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

/** Receives the events of a run, on the thread of the run; it must return quickly. */
@FunctionalInterface
public interface RunListener {

    /** Receives an event. */
    void on(RunEvent event);
}
