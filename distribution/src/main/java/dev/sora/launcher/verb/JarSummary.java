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

/** Reads the description of a plugin from its jar. */
final class JarSummary {

    private JarSummary() {}

    /** Returns the description in the headers of a jar; empty if there is none. */
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

    /** Returns the description of a plugin; empty if the jar cannot be read. */
    static String ifReadable(Path jar) {
        try {
            return Files.isRegularFile(jar) ? of(jar) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
