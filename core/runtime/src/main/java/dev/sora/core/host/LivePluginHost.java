// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** A host whose plugins come and go while it runs. Safe for any thread. */
public interface LivePluginHost extends PluginHost {

    /**
     * Adds and takes away plugins in one step, or changes nothing.
     *
     * <p>What is added is started before anything is taken away. What is taken away is offered no
     * more from then on, serves the runs that hold a {@link PluginLease} on it, and goes with the
     * last of them.
     *
     * @param added jars of plugins; they must stay where they are for as long as they are at work
     * @param retired plugins at work
     * @return the plugins that were added, in the order of their jars
     * @throws dev.sora.problem.SoraException if one of them cannot start, or one cannot be taken
     *     away while this process lives
     */
    List<OfferedPlugin> change(List<Path> added, Collection<OfferedPlugin> retired);

    /**
     * Returns the plugins whose jars are in use: those on offer, and those that runs still hold.
     */
    List<OfferedPlugin> inUse();
}
