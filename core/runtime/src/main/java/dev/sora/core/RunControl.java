// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import org.jspecify.annotations.Nullable;

/**
 * Controls a training from another thread, or from its listener: pauses, resumes or ends it. Any
 * thread may call; a request before the training begins takes effect when it begins. A control
 * belongs to one training at a time.
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
    private volatile int lastEpoch = Integer.MAX_VALUE;

    /** A copy of {@link #paused} that every step reads without the lock. */
    private volatile boolean holds;

    private @Nullable Thread run;

    /**
     * Ends the training after the step in progress and keeps its results: its weights are evaluated
     * and written as at a regular end, and with the checkpoint, {@code --resume} continues with the
     * next step. At least one step is completed. A paused training ends as well.
     */
    public synchronized void stop() {
        stopped = true;
        goOn();
    }

    /**
     * Ends the training after an epoch, as if the manifest asked for no more, and keeps its
     * results. Unlike a manifest with fewer epochs, it changes no learning rate, so that {@code
     * --resume} continues the training of all epochs. A training that has as many epochs already
     * trains none.
     *
     * @param epoch at least 1
     */
    public void stopAfter(int epoch) {
        if (epoch < 1) {
            throw new IllegalArgumentException("no epoch: " + epoch);
        }
        lastEpoch = epoch;
    }

    /**
     * Returns the epoch after which the training was asked to end; the largest int if it was not.
     */
    public int lastEpoch() {
        return lastEpoch;
    }

    /**
     * Ends the training as an interrupt of its thread does: it writes a checkpoint, unless the
     * manifest disables them, and no results; {@code train} throws {@link InterruptedRunException}.
     */
    public synchronized void abort() {
        aborted = true;
        goOn();
        if (run != null) {
            run.interrupt();
        }
    }

    /**
     * Pauses the training after the step in progress, until {@link #resume}, {@link #stop} or
     * {@link #abort}.
     */
    public synchronized void pause() {
        if (!stopped && !aborted) {
            paused = true;
            holds = true;
        }
    }

    /** Resumes a paused training. */
    public synchronized void resume() {
        goOn();
    }

    private void goOn() {
        paused = false;
        holds = false;
        notifyAll();
    }

    /** Returns whether the training was asked to stop and keep its results. */
    public boolean isStopped() {
        return stopped;
    }

    /** Returns whether the training was asked to pause. */
    public boolean isPaused() {
        return holds;
    }

    /**
     * Waits while the training is paused; for core.
     *
     * @return false if the thread was interrupted meanwhile; its interrupt flag is then set
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
     * Assigns the control to a training on the calling thread; for core.
     *
     * @return ends the assignment when closed
     * @throws IllegalStateException if another training uses the control
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
            // the interrupt has served its purpose and must not affect later work of the thread
            Thread.interrupted();
        }
    }

    /** A training that uses the control, until it is closed. */
    public record Run(RunControl control) implements AutoCloseable {

        @Override
        public void close() {
            control.end();
        }
    }
}
