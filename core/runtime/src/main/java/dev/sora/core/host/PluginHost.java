// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * The modules and their life cycle, as core sees them; OSGi stays behind this interface.
 *
 * <p>Call order: {@link #install} for each jar, {@link #start}, then {@link #offers}.
 */
public interface PluginHost extends AutoCloseable {

    /**
     * Installs a plugin's jar without starting it.
     *
     * @throws dev.sora.problem.SoraException if it is no plugin
     */
    void install(Path jar);

    /** Resolves and starts what is installed. What cannot start is reported, the rest works. */
    void start();

    /** Returns the plugins that are at work: a snapshot, in order of name and version. */
    List<OfferedPlugin> offers();

    /**
     * Keeps plugins from being taken away until the lease is closed.
     *
     * @throws dev.sora.problem.SoraException if one of them has been taken away already
     */
    default PluginLease lease(Collection<OfferedPlugin> plugins) {
        return new PluginLease(plugins, () -> {});
    }

    /** Keeps all plugins that are at work now from being taken away until the lease is closed. */
    default PluginLease lease() {
        return lease(offers());
    }

    /** Returns why other plugins are not at work: one root problem each. */
    List<Problem> problems();

    /**
     * Stops all plugins; those that are held by a {@link PluginLease} go on until it is closed. No
     * new lease is given.
     */
    @Override
    void close();
}
