// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.run;

/** Hears of what happens in a run, on the thread of the run; it must return quickly. */
@FunctionalInterface
public interface RunListener {

    /** Hears of an event. */
    void on(RunEvent event);
}
