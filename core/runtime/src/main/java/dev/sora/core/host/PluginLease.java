// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import java.util.Collection;
import java.util.List;

/**
 * Plugins that stay, however much is updated and removed meanwhile, until this is closed.
 *
 * <p>A run holds one for as long as it may call into them: a plugin that is replaced meanwhile goes
 * on to serve the runs that hold it, and is taken away when the last of them ends. Safe for any
 * thread.
 */
public final class PluginLease implements AutoCloseable {

    private final List<OfferedPlugin> plugins;
    private Runnable release;

    /**
     * Creates a lease.
     *
     * @param release called once, when the lease is closed first
     */
    public PluginLease(Collection<OfferedPlugin> plugins, Runnable release) {
        this.plugins = List.copyOf(plugins);
        this.release = release;
    }

    /** Returns the plugins that stay. */
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
