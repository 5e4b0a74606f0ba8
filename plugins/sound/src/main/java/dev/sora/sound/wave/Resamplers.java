// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.wave;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Resamplers to one rate. Files name any rates, so only those used last are kept. Safe for any
 * thread.
 */
public final class Resamplers {

    private static final int MOST = 8;

    private final int to;
    private final Map<Integer, Resampler> kept =
            new LinkedHashMap<>(2 * MOST, 0.75f, true) {

                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Integer, Resampler> eldest) {
                    return size() > MOST;
                }
            };

    /** Creates resamplers to a rate. */
    public Resamplers(int to) {
        this.to = to;
    }

    /** Returns the resampler from a rate. */
    public synchronized Resampler from(int rate) {
        return kept.computeIfAbsent(rate, own -> new Resampler(own, to));
    }

    synchronized int size() {
        return kept.size();
    }
}
