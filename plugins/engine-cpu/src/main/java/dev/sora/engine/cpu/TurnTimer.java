// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import java.util.BitSet;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes threads on one processor alternate more often than the scheduler would.
 *
 * <p>oneDNN's convolutions wait for each other in generated code, which can only spin. On one
 * processor that lasts until the end of the time slice, 4 ms with the usual 250 ticks a second,
 * while the other thread cannot run. A thread that becomes runnable for a moment makes the
 * scheduler choose again, and it chooses the thread that ran less.
 */
final class TurnTimer {

    /** A shorter period costs more than it saves; the system adds about 50 microseconds. */
    private static final long TURN = 100_000;

    private final Affinity affinity;
    private volatile Thread timer;

    TurnTimer(Affinity affinity) {
        this.affinity = affinity;
    }

    /** Starts the timer on a processor. */
    void on(BitSet cpu) {
        off();
        Thread thread = new Thread(() -> run(cpu), "sora-turns");
        thread.setDaemon(true);
        timer = thread;
        thread.start();
    }

    /** Stops the timer; when this returns, its thread has ended. */
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

    /** Waits uninterruptibly for a thread that is about to end. */
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
