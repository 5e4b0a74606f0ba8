// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.install;

import dev.sora.core.host.PluginHost;
import java.nio.file.Path;
import java.util.List;

/** Starts plugins for a dry run. */
@FunctionalInterface
public interface Trial {

    /**
     * Starts plugins.
     *
     * @param jars all jars, including those that come with Sora
     * @return the host, which the caller closes
     */
    PluginHost open(List<Path> jars);
}
