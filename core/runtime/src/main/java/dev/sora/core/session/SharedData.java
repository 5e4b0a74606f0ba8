// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.session;

import dev.sora.core.packaging.Lock;
import dev.sora.core.preparation.PreparedTraining;

/**
 * The prepared data of a training, which several sessions use at once. Nothing of it changes after
 * it was prepared. It is freed with the last of them.
 */
final class SharedData {

    private final PreparedTraining data;
    private final Lock lock;
    private final Runnable release;
    private int sessions = 1;

    /**
     * Creates data that one session uses.
     *
     * @param release frees the data
     */
    SharedData(PreparedTraining data, Lock lock, Runnable release) {
        this.data = data;
        this.lock = lock;
        this.release = release;
    }

    PreparedTraining data() {
        return data;
    }

    Lock lock() {
        return lock;
    }

    /**
     * Begins the use by another session.
     *
     * @throws IllegalStateException if the data was freed
     */
    synchronized void use() {
        if (sessions == 0) {
            throw new IllegalStateException("all sessions on this data are closed");
        }
        sessions++;
    }

    /** Ends the use by a session. */
    void free() {
        boolean last;
        synchronized (this) {
            sessions--;
            last = sessions == 0;
        }
        if (last) {
            release.run();
        }
    }
}
