// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.run;

import java.time.Duration;

/** Tells a listener of phases that follow one another. */
public final class Phases {

    private final RunListener listener;
    private String phase = "";
    private long begun;

    /** Creates phases that are told to a listener. */
    public Phases(RunListener listener) {
        this.listener = listener;
    }

    /** Starts a phase; the one before it ends. */
    public void start(String name) {
        end();
        phase = name;
        begun = System.nanoTime();
        listener.on(new RunEvent.PhaseStarted(name));
    }

    /** Ends the phase that is running, if one is. */
    public void end() {
        if (!phase.isEmpty()) {
            listener.on(
                    new RunEvent.PhaseEnded(phase, Duration.ofNanos(System.nanoTime() - begun)));
            phase = "";
        }
    }
}
