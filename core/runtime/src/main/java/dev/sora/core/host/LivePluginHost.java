// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** A host whose plugins can be added and removed while it runs. Safe for any thread. */
public interface LivePluginHost extends PluginHost {

    /**
     * Adds and removes plugins in one step, or changes nothing.
     *
     * <p>The added plugins are started before others are removed. A removed plugin is no longer
     * offered, stays usable for the runs that hold a {@link PluginLease} on it, and is unloaded
     * when the last of them ends.
     *
     * @param added jars of plugins; they must not be moved or deleted while the plugins are active
     * @param retired active plugins to remove
     * @return the plugins that were added, in the order of their jars
     * @throws dev.sora.problem.SoraException if one of them cannot start, or if one cannot be
     *     removed while this process runs
     */
    List<OfferedPlugin> change(List<Path> added, Collection<OfferedPlugin> retired);

    /**
     * Adds a plugin and removes all other active versions of it in one step, or changes nothing.
     *
     * @param jar a plugin's jar; it must not be moved or deleted while the plugin is active
     * @return the plugin that was added
     * @throws dev.sora.problem.SoraException as {@link #change} does
     */
    OfferedPlugin replace(Path jar);

    /**
     * Returns the plugins whose jars are in use: those that are offered, and those with open
     * leases.
     */
    List<OfferedPlugin> inUse();
}
