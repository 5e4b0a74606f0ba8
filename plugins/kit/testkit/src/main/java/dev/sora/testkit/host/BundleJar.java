// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.host;

import dev.sora.testkit.trial.Breach;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Finds or builds the jar of a plugin under test; during tests, the jar is usually not built yet.
 */
final class BundleJar {

    private BundleJar() {}

    /**
     * Returns the jar that contains a class, or a jar built from the folder that contains it.
     *
     * @param folder the folder for a jar that is built
     */
    public static Path of(Class<?> type, Path folder) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IllegalArgumentException(type + " comes from no jar and no folder");
        }
        Path place;
        try {
            place = Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(source.getLocation().toString(), e);
        }
        return Files.isDirectory(place) ? pack(place, type, folder) : place;
    }

    private static Path pack(Path classes, Class<?> type, Path folder) {
        Path headers = classes.resolve(JarFile.MANIFEST_NAME);
        try {
            Manifest manifest = new Manifest();
            if (Files.exists(headers)) {
                try (InputStream in = Files.newInputStream(headers)) {
                    manifest = new Manifest(in);
                }
            }
            if (manifest.getMainAttributes().getValue("Bundle-SymbolicName") == null) {
                throw new Breach(
                        "the headers of a bundle in " + headers,
                        Files.exists(headers) ? "a manifest without them" : "no such file",
                        "let bnd-maven-plugin write them before the tests (goal bnd-process, phase"
                                + " process-classes); the parent sora-plugin-parent does");
            }
            Path jar = Files.createTempFile(folder, type.getSimpleName(), ".jar");
            write(classes, headers, manifest, jar);
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path classes, Path headers, Manifest manifest, Path jar)
            throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(classes)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            for (Path file : files) {
                if (!file.equals(headers)) {
                    String name = classes.relativize(file).toString().replace('\\', '/');
                    entries.putNextEntry(new JarEntry(name));
                    Files.copy(file, entries);
                    entries.closeEntry();
                }
            }
        }
    }
}
