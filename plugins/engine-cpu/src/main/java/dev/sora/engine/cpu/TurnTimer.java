// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import java.util.BitSet;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes threads on one processor take turns more often than the system would.
 *
 * <p>oneDNN's convolutions wait for each other in generated code, which spins and knows no other
 * way. On one processor that lasts until the system's turn ends, 4 ms with the usual 250 ticks a
 * second, while the thread that is waited for stands still. A thread that becomes runnable there
 * for a moment makes the system choose again, and it chooses who has had less.
 */
final class TurnTimer {

    /** Shorter costs more than it saves; the system adds some 50 microseconds. */
    private static final long TURN = 100_000;

    private final Affinity affinity;
    private volatile Thread timer;

    TurnTimer(Affinity affinity) {
        this.affinity = affinity;
    }

    /** Begins on a processor. */
    void on(BitSet cpu) {
        off();
        Thread thread = new Thread(() -> run(cpu), "sora-turns");
        thread.setDaemon(true);
        timer = thread;
        thread.start();
    }

    /** Ends; when this returns, no thread is left. */
    void off() {
        Thread ending = timer;
        timer = null;
        if (ending != null) {
            LockSupport.unpark(ending);
            join(ending);
        }
    }

    private void run(BitSet cpu) {
        Tasks.current().ifPresent(thread -> affinity.restrict(thread, cpu));
        while (timer == Thread.currentThread()) {
            LockSupport.parkNanos(TURN);
        }
    }

    /** Waits for a thread that ends at once, through interrupts. */
    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
