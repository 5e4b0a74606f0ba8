// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.install;

import dev.sora.core.host.PluginHost;
import java.nio.file.Path;
import java.util.List;

/** Starts plugins to see whether they do. */
@FunctionalInterface
public interface Trial {

    /**
     * Starts plugins.
     *
     * @param jars all of them, shipped ones included
     * @return the host, which the caller closes
     */
    PluginHost open(List<Path> jars);
}
