// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.container.index.PluginIndex;
import dev.sora.container.jar.JarShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** What a plugin's jar says of the plugin. */
final class JarSummary {

    private JarSummary() {}

    /** Returns the line about the plugin in a jar's headers; empty if there is none. */
    static String of(Path jar) throws IOException {
        try (JarFile file = JarShape.open(jar)) {
            Manifest manifest = file.getManifest();
            return manifest == null
                    ? ""
                    : Stream.of("Sora-Summary", "Bundle-Description", "Bundle-Name")
                            .map(manifest.getMainAttributes()::getValue)
                            .filter(Objects::nonNull)
                            .map(PluginIndex::summary)
                            .filter(line -> !line.isEmpty())
                            .findFirst()
                            .orElse("");
        }
    }

    /** Returns the line where it is welcome, and nothing where no jar can be read. */
    static String ifReadable(Path jar) {
        try {
            return Files.isRegularFile(jar) ? of(jar) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
