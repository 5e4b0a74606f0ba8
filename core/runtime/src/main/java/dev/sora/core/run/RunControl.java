// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.run;

import org.jspecify.annotations.Nullable;

/**
 * Steers a training from another thread, or from its listener: pauses it, goes on, ends it. Any
 * thread may call; what is asked for before the training begins is done when it does. A control
 * serves one training at a time.
 *
 * <pre>{@code
 * RunControl control = new RunControl();
 * pool.submit(() -> sora.train(plan, request, listener, control));
 * …
 * control.stop();
 * }</pre>
 */
public final class RunControl {

    private boolean aborted;
    private boolean paused;
    private volatile boolean stopped;

    /** Whether {@link #paused} or not: read in every step. */
    private volatile boolean holds;

    private @Nullable Thread run;

    /**
     * Ends the training after the step in progress and keeps what it has: its weights are measured
     * and written as those of a training that ends by itself, and a checkpoint lets {@code
     * --resume} go on with the next step. At least one step is done. A training that is paused ends
     * as well.
     */
    public synchronized void stop() {
        stopped = true;
        goOn();
    }

    /**
     * Ends the training as an interrupt of its thread does: it leaves a checkpoint, unless the
     * manifest wants none, and no results; {@code train} throws {@link InterruptedRunException}.
     */
    public synchronized void abort() {
        aborted = true;
        goOn();
        if (run != null) {
            run.interrupt();
        }
    }

    /** Lets the training wait after the step in progress, until it is told otherwise. */
    public synchronized void pause() {
        if (!stopped && !aborted) {
            paused = true;
            holds = true;
        }
    }

    /** Lets a training that waits go on. */
    public synchronized void resume() {
        goOn();
    }

    private void goOn() {
        paused = false;
        holds = false;
        notifyAll();
    }

    /** Returns whether the training was asked to end and keep what it has. */
    public boolean isStopped() {
        return stopped;
    }

    /** Returns whether the training was asked to wait. */
    public boolean isPaused() {
        return holds;
    }

    /**
     * Waits while the training is paused; for core.
     *
     * @return false if the thread was interrupted meanwhile; its flag is up then
     */
    public synchronized boolean await() {
        try {
            while (paused) {
                wait();
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Makes the calling thread that of the training; for core.
     *
     * @return ends the training
     * @throws IllegalStateException if the control serves another training
     */
    public synchronized Run begin() {
        if (run != null) {
            throw new IllegalStateException("the control serves another training");
        }
        run = Thread.currentThread();
        if (aborted) {
            run.interrupt();
        }
        return new Run(this);
    }

    private synchronized void end() {
        run = null;
        if (aborted) {
            // it has done its work, and must not stop what the thread does next
            Thread.interrupted();
        }
    }

    /** A training that is steered. */
    public record Run(RunControl control) implements AutoCloseable {

        @Override
        public void close() {
            control.end();
        }
    }
}
