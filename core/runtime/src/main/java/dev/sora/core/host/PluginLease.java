// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import java.util.Collection;
import java.util.List;

/**
 * Keeps plugins usable until it is closed, even if they are replaced or removed meanwhile.
 *
 * <p>A run holds a lease for as long as it may call the plugins: a replaced plugin stays usable for
 * the runs that hold a lease on it, and is unloaded when the last of them ends. Safe for any
 * thread.
 */
public final class PluginLease implements AutoCloseable {

    private final List<OfferedPlugin> plugins;
    private Runnable release;

    /**
     * Creates a lease.
     *
     * @param release called once, at the first call of {@link #close}
     */
    public PluginLease(Collection<OfferedPlugin> plugins, Runnable release) {
        this.plugins = List.copyOf(plugins);
        this.release = release;
    }

    /** Returns the plugins of the lease. */
    public List<OfferedPlugin> plugins() {
        return plugins;
    }

    @Override
    public void close() {
        Runnable once;
        synchronized (this) {
            once = release;
            release = () -> {};
        }
        once.run();
    }
}
