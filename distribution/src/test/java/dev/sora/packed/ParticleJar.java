// SPDX-License-Identifier: Apache-2.0
package dev.sora.packed;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A plugin with one particle, {@code shade}, that scales its signal by a number which differs
 * between versions, and counts its calls in training in a place visible to all class loaders.
 *
 * <p>It scales with one class in training and with another one otherwise. The second class is
 * loaded for the first time after the first epoch, even if the jar has been replaced by then.
 */
final class ParticleJar {

    private static final String SOURCE =
            """
            package shade;

            import dev.sora.particle.*;
            import dev.sora.plugin.*;
            import dev.sora.setting.Settings;
            import dev.sora.tensor.Signal;
            import dev.sora.tensor.SignalSpec;
            import java.util.List;
            import java.util.concurrent.atomic.AtomicLong;

            public final class ShadePlugin implements SoraPlugin {
                public String name() { return "shade"; }
                public List<SoraType> types() { return List.of(new ShadeType()); }

                static final class ShadeType implements ParticleType {
                    public TypeDescriptor descriptor() {
                        return TypeDescriptor.of("shade", "Scales its signal.");
                    }
                    public UnaryParticle create(Settings settings) { return new Shade(); }
                }

                static final class Shade implements UnaryParticle {
                    public ParticlePlan plan(SignalSpec input) { return ParticlePlan.of(input); }
                    public Signal forward(Signal input, Pass pass) {
                        return pass.training() ? Training.scale(input) : Judging.scale(input);
                    }
                }

                static final class Training {
                    private static final AtomicLong PASSES = (AtomicLong)
                            System.getProperties().get("shade.passes.VERSION");
                    static Signal scale(Signal input) {
                        if (PASSES != null) {
                            PASSES.incrementAndGet();
                        }
                        return Signal.of(input.values().mul(FACTORf));
                    }
                }

                static final class Judging {
                    static Signal scale(Signal input) {
                        return Signal.of(input.values().mul(FACTORf));
                    }
                }
            }
            """;

    private static final String IMPORTS =
            "ai.djl.ndarray,ai.djl.ndarray.types,dev.sora.particle,dev.sora.plugin,"
                    + "dev.sora.setting,dev.sora.tensor";

    private ParticleJar() {}

    /**
     * Returns the number of calls of a version in training; counting starts with the first call of
     * this method.
     */
    static AtomicLong passes(String version) {
        return (AtomicLong)
                System.getProperties()
                        .computeIfAbsent("shade.passes." + version, key -> new AtomicLong());
    }

    /**
     * Compiles and packs a version.
     *
     * @param folder for the jar
     */
    static Path write(Path folder, String version, String factor) throws IOException {
        Path work = Files.createTempDirectory(folder, "shade");
        Path source = Files.createDirectories(work.resolve("shade")).resolve("ShadePlugin.java");
        Files.writeString(source, SOURCE.replace("VERSION", version).replace("FACTOR", factor));
        compile(work, source);
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "org.example.shade");
        headers.putValue("Bundle-Version", version);
        headers.putValue("Import-Package", IMPORTS);
        Path jar = folder.resolve("shade-" + version + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                Stream<Path> classes = Files.list(work.resolve("shade"))) {
            entries.putNextEntry(new JarEntry("META-INF/services/dev.sora.plugin.SoraPlugin"));
            entries.write("shade.ShadePlugin\n".getBytes());
            for (Path type : classes.filter(it -> it.toString().endsWith(".class")).toList()) {
                entries.putNextEntry(new JarEntry("shade/" + type.getFileName()));
                entries.write(Files.readAllBytes(type));
            }
        }
        return jar;
    }

    private static void compile(Path work, Path source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options =
                List.of(
                        "-proc:none",
                        "-nowarn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        work.toString());
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            if (!compiler.getTask(
                            null, files, null, options, null, files.getJavaFileObjects(source))
                    .call()) {
                throw new IllegalStateException("the plugin does not compile");
            }
        }
    }
}
