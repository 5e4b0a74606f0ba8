// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import dev.sora.plugin.SoraPlugin;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Builds bundles of the plugins in {@code faulty}, as bnd does. */
final class FaultyBundle {

    private FaultyBundle() {}

    static Path of(Class<? extends SoraPlugin> plugin, Path folder)
            throws IOException, URISyntaxException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", plugin.getName().replace('$', '.'));
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue(
                "Import-Package",
                "ai.djl.ndarray,ai.djl.ndarray.types,dev.sora.data,dev.sora.optimiser,"
                        + "dev.sora.particle,dev.sora.plugin,dev.sora.problem,dev.sora.setting,"
                        + "dev.sora.source,dev.sora.tensor");
        URI root = plugin.getProtectionDomain().getCodeSource().getLocation().toURI();
        Path own = Path.of(root);
        Path classes = own.resolve(plugin.getPackageName().replace('.', '/'));
        Path jar = folder.resolve(plugin.getSimpleName() + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                Stream<Path> found = Files.list(classes)) {
            entries.putNextEntry(new JarEntry("META-INF/services/" + SoraPlugin.class.getName()));
            entries.write(plugin.getName().getBytes(StandardCharsets.UTF_8));
            entries.closeEntry();
            List<Path> files = found.sorted().toList();
            for (Path file : files) {
                entries.putNextEntry(
                        new JarEntry(own.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
        return jar;
    }
}
