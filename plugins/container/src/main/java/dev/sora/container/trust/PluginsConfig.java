// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.trust;

import java.nio.file.Path;
import java.util.List;

/**
 * The section {@code plugins} of the configuration.
 *
 * @param indexes folders and URLs with an index of plugins, in the order in which they are asked
 */
public record PluginsConfig(List<String> indexes) {

    /** Copies the list. */
    public PluginsConfig {
        indexes = List.copyOf(indexes);
    }

    /**
     * Reads the configuration.
     *
     * @param soraHome the folder of the user's {@code sora.yaml}
     * @param installHome the folder of {@code conf/sora.yaml}, which wins if it says anything of
     *     plugins
     * @throws dev.sora.problem.SoraException if it is there and cannot be read, or is wrong
     */
    public static PluginsConfig read(Path soraHome, Path installHome) {
        return new PluginsConfig(List.of());
    }
}
