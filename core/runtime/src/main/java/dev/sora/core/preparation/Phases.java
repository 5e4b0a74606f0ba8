// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.preparation;

import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import java.time.Duration;

/** Reports consecutive phases to a listener. */
public final class Phases {

    private final RunListener listener;
    private String phase = "";
    private long begun;

    /** Creates phases that are reported to a listener. */
    public Phases(RunListener listener) {
        this.listener = listener;
    }

    /** Starts a phase and ends the previous one. */
    public void start(String name) {
        end();
        phase = name;
        begun = System.nanoTime();
        listener.on(new RunEvent.PhaseStarted(name));
    }

    /** Ends the current phase, if there is one. */
    public void end() {
        if (!phase.isEmpty()) {
            listener.on(
                    new RunEvent.PhaseEnded(phase, Duration.ofNanos(System.nanoTime() - begun)));
            phase = "";
        }
    }
}
