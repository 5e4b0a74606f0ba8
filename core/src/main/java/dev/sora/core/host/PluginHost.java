// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import dev.sora.problem.Problem;
import java.nio.file.Path;
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

    /** Returns the plugins that are at work. */
    List<OfferedPlugin> offers();

    /** Returns why other plugins are not at work: one root problem each. */
    List<Problem> problems();

    /** Stops all plugins. */
    @Override
    void close();
}
