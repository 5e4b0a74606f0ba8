// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.model;

/**
 * Counts the calls in progress of a closeable resource, which is released once it is closed and the
 * last call has ended. Safe for any thread.
 */
public final class InUse {

    private final String what;
    private final Runnable release;
    private final ThreadLocal<Integer> own = ThreadLocal.withInitial(() -> 0);
    private int running;
    private boolean closed;
    private boolean released;

    /**
     * Creates a count.
     *
     * @param what the name of the resource in messages
     * @param release called once
     */
    public InUse(String what, Runnable release) {
        this.what = what;
        this.release = release;
    }

    /**
     * Begins a call; closing the result ends it.
     *
     * @throws IllegalStateException if the resource is closed
     */
    public Call begin() {
        synchronized (this) {
            check();
            running++;
        }
        own.set(own.get() + 1);
        return new Call(this);
    }

    /** Checks that the resource is open. */
    synchronized void check() {
        if (closed) {
            throw new IllegalStateException(what + " is closed");
        }
    }

    private void end() {
        int left = own.get() - 1;
        if (left == 0) {
            own.remove();
        } else {
            own.set(left);
        }
        synchronized (this) {
            running--;
            notifyAll();
        }
        releaseIfDone();
    }

    /** Refuses further calls; does not wait. */
    public void close() {
        synchronized (this) {
            closed = true;
        }
        releaseIfDone();
    }

    /** Refuses further calls and waits for those of other threads. */
    public void closeAndWait() {
        close();
        boolean interrupted = false;
        synchronized (this) {
            while (running > own.get()) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    // the resource must not be released before they end
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void releaseIfDone() {
        synchronized (this) {
            if (!closed || running > 0 || released) {
                return;
            }
            released = true;
        }
        release.run();
    }

    /** A call in progress. */
    public record Call(InUse use) implements AutoCloseable {

        @Override
        public void close() {
            use.end();
        }
    }
}
