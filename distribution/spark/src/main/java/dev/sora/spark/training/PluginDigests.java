// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.io.Digests;
import dev.sora.embedded.EmbeddedSora;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Lists plugins with the digests of their jars, to compare those of driver and workers. */
final class PluginDigests {

    private PluginDigests() {}

    /** Returns name, version and SHA-256 of each plugin; no digest if it is not in a jar. */
    static List<String> of(EmbeddedSora sora) {
        return sora.plugins().stream().map(PluginDigests::line).sorted().toList();
    }

    private static String line(OfferedPlugin plugin) {
        String name = plugin.name() + " " + plugin.version();
        try {
            Path jar = Path.of(plugin.location());
            return Files.isRegularFile(jar) ? name + " " + Digests.sha256(jar) : name;
        } catch (InvalidPathException e) {
            return name;
        }
    }
}
