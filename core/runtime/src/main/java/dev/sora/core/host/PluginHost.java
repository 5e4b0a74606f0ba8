// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * The container of plugins as core sees it; it hides OSGi.
 *
 * <p>Call order: {@link #install} for each jar, {@link #start}, then {@link #offers}.
 */
public interface PluginHost extends AutoCloseable {

    /**
     * Installs a plugin's jar without starting it.
     *
     * @throws dev.sora.problem.SoraException if it is not a plugin
     */
    void install(Path jar);

    /**
     * Resolves and starts the installed plugins. A plugin that cannot start is reported in {@link
     * #problems}; the others are active.
     */
    void start();

    /** Returns a snapshot of the active plugins, sorted by name and version. */
    List<OfferedPlugin> offers();

    /**
     * Keeps plugins usable until the lease is closed.
     *
     * @throws dev.sora.problem.SoraException if one of them has been removed already
     */
    default PluginLease lease(Collection<OfferedPlugin> plugins) {
        return new PluginLease(plugins, () -> {});
    }

    /** Keeps all plugins that are active now usable until the lease is closed. */
    default PluginLease lease() {
        return lease(offers());
    }

    /** Returns why other plugins are not active: one root problem each. */
    List<Problem> problems();

    /**
     * Stops all plugins; those with an open {@link PluginLease} stay usable until it is closed. No
     * new lease is granted.
     */
    @Override
    void close();
}
