// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.plugin.SoraPlugin;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A plugin that a test generates, in a jar with its own class loader. */
final class WrittenPlugin {

    /** Adds a number to a signal; only this number distinguishes the versions. */
    private static final String SHIFT =
            """
            package shift;

            import dev.sora.particle.*;
            import dev.sora.plugin.*;
            import dev.sora.setting.Settings;
            import dev.sora.tensor.Signal;
            import dev.sora.tensor.SignalSpec;
            import java.util.List;

            public final class ShiftPlugin implements SoraPlugin {

                public String name() { return "shift"; }

                public List<SoraType> types() { return List.of(new ShiftType()); }

                static final class ShiftType implements ParticleType {

                    public TypeDescriptor descriptor() {
                        return TypeDescriptor.of("shift", "Adds a number.");
                    }

                    public UnaryParticle create(Settings settings) {
                        return new UnaryParticle() {
                            public ParticlePlan plan(SignalSpec input) {
                                return ParticlePlan.of(input);
                            }

                            public Signal forward(Signal input, Pass pass) {
                                return Signal.of(input.values().add(%s));
                            }
                        };
                    }
                }
            }
            """;

    private WrittenPlugin() {}

    /** Writes a version of a plugin {@code shift}, which adds a number, and loads it. */
    static OfferedPlugin shift(Path folder, String version, int number) {
        try {
            Path work = Files.createTempDirectory(folder, "shift");
            compile(work, SHIFT.formatted(number));
            Path jar = jar(work, folder.resolve("shift-" + version + ".jar"));
            // a replaced jar must not be read any more, so classes are loaded from a copy
            Path copy = Files.copy(jar, work.resolve("copy.jar"));
            URLClassLoader loader =
                    new URLClassLoader(
                            new URL[] {copy.toUri().toURL()}, WrittenPlugin.class.getClassLoader());
            SoraPlugin plugin =
                    (SoraPlugin)
                            loader.loadClass("shift.ShiftPlugin").getConstructor().newInstance();
            return new OfferedPlugin(
                    plugin.name(), version, jar.toString(), loader, plugin.types());
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void compile(Path work, String source) throws IOException {
        Path file = work.resolve("ShiftPlugin.java");
        Files.writeString(file, source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of(
                            "-proc:none",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "-d",
                            work.resolve("classes").toString());
            Files.createDirectories(work.resolve("classes"));
            if (!compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(file))
                    .call()) {
                throw new IllegalArgumentException(said.toString());
            }
        }
    }

    private static Path jar(Path work, Path jar) throws IOException {
        Path classes = work.resolve("classes");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                entries.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
        return jar;
    }
}
