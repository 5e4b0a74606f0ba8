// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.Model;
import dev.sora.core.Sora;
import dev.sora.embedded.EmbeddedSora;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.launch.Framework;

/** Sora within a bundle of an application, in an OSGi framework that is not Sora's. */
final class TestStockFramework {

    private static final String LIBRARIES = "lib";

    /** The bundle may use every package of the JDK; it imports nothing of other bundles. */
    private static final String HEADERS =
            """
            Manifest-Version: 1.0
            Bundle-ManifestVersion: 2
            Bundle-SymbolicName: org.example.people
            Bundle-Version: 1.0.0
            Bundle-Activator: %s
            DynamicImport-Package: *
            """;

    @TempDir private Path dir;

    @Test
    void predictsTheSameInABundleOfTheApplication() throws Exception {
        Path model;
        String expected;
        try (EmbeddedSora sora = EmbeddingLab.flat().build()) {
            Sora.TrainingResult trained = EmbeddingLab.train(sora, dir.resolve("run"));
            model = trained.model();
            try (Model opened = sora.open(model)) {
                expected = opened.predict(Map.of("age", 7, "city", "Paris")).json();
            }
        }
        Path errors = dir.resolve("errors");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                jar(Framework.class)
                                        + System.getProperty("path.separator")
                                        + host(),
                                StockFramework.class.getName(),
                                bundle().toString(),
                                model.toString(),
                                dir.resolve("cache").toString())
                        .redirectError(errors.toFile())
                        .start();
        List<String> lines;
        try (InputStream out = process.getInputStream()) {
            lines = new String(out.readAllBytes()).lines().toList();
        }

        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        // a bundle that is stopped and started again uses the engine that is loaded already
        assertThat(lines).hasSize(3).startsWith(expected, expected);
        assertThat(lines.get(2)).startsWith("SORA-5104");
    }

    /** Returns a class path with the host alone: the framework must see no class of Sora. */
    private Path host() throws IOException {
        return copied(dir.resolve("host"), StockFramework.class);
    }

    private static Path copied(Path folder, Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        Path target = folder.resolve(name);
        Files.createDirectories(target.getParent());
        try (InputStream in = type.getResourceAsStream("/" + name)) {
            Files.copy(in, target);
        }
        return folder;
    }

    /** Lays out the bundle as a folder, in which its jars are links to those of the build. */
    private Path bundle() throws IOException {
        Path folder = copied(dir.resolve("bundle"), BundledApplication.class);
        Path libraries = Files.createDirectories(folder.resolve(LIBRARIES));
        for (Path jar : jars()) {
            link(libraries.resolve(jar.getFileName()), jar);
        }
        String classPath =
                Stream.concat(
                                Stream.of("."),
                                jars().stream().map(jar -> LIBRARIES + "/" + jar.getFileName()))
                        .collect(Collectors.joining(",\n "));
        String headers =
                HEADERS.formatted(BundledApplication.class.getName())
                        + "Bundle-ClassPath: "
                        + classPath
                        + "\n";
        Path manifest = folder.resolve("META-INF/MANIFEST.MF");
        Files.createDirectories(manifest.getParent());
        Files.writeString(manifest, headers);
        return folder;
    }

    /** A framework follows no symbolic link out of a bundle. */
    private static void link(Path target, Path jar) throws IOException {
        try {
            Files.createLink(target, jar);
        } catch (IOException | UnsupportedOperationException e) {
            // they are on another file system
            Files.copy(jar, target);
        }
    }

    /** Returns what an application gets with sora-embedded and three plugins, without Felix. */
    private static List<Path> jars() {
        String unwanted = ".*(felix|junit|assertj|surefire|apiguardian|opentest4j).*";
        return Arrays.stream(
                        System.getProperty("java.class.path")
                                .split(System.getProperty("path.separator")))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .filter(jar -> !jar.getFileName().toString().matches(unwanted))
                .toList();
    }

    private static Path jar(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
