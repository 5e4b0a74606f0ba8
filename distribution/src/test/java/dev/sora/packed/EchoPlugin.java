// SPDX-License-Identifier: Apache-2.0
package dev.sora.packed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A plugin that a test builds against the distribution: the particle {@code echo} returns its
 * input, and the default of its setting {@code build} identifies the build of the plugin.
 */
final class EchoPlugin {

    private static final String SOURCE =
            """
            package test.echo;
            import dev.sora.particle.*;
            import dev.sora.plugin.*;
            import dev.sora.setting.*;
            import dev.sora.tensor.Signal;
            import dev.sora.tensor.SignalSpec;
            public final class Echo implements SoraPlugin {
                private static final Setting<Long> BUILD =
                        Setting.integer("build", "Which build this is.").orElse(%dL);
                public String name() { return "echo"; }
                public java.util.List<SoraType> types() {
                    return java.util.List.of(new ParticleType() {
                        public TypeDescriptor descriptor() {
                            return TypeDescriptor.of("echo", "Hands on what it gets.", BUILD);
                        }
                        public UnaryParticle create(Settings settings) {
                            return new UnaryParticle() {
                                public ParticlePlan plan(SignalSpec input) {
                                    return ParticlePlan.of(input);
                                }
                                public Signal forward(Signal input, Pass pass) {
                                    return input;
                                }
                            };
                        }
                    });
                }
            }
            """;

    private EchoPlugin() {}

    /** Builds the plugin. */
    static Path write(Path jar, String version, int build) throws IOException {
        return write(
                jar,
                build,
                Map.of(
                        "Bundle-ManifestVersion",
                        "2",
                        "Bundle-SymbolicName",
                        "test.echo",
                        "Bundle-Version",
                        version,
                        "Import-Package",
                        "ai.djl.ndarray,dev.sora.particle,dev.sora.plugin,dev.sora.setting,"
                                + "dev.sora.tensor"));
    }

    /** Builds a version that needs a package which no bundle exports. */
    static Path writeBroken(Path jar, String version) throws IOException {
        return write(
                jar,
                0,
                Map.of(
                        "Bundle-ManifestVersion",
                        "2",
                        "Bundle-SymbolicName",
                        "test.echo",
                        "Bundle-Version",
                        version,
                        "Import-Package",
                        "dev.sora.plugin,com.acme.maths;version=\"3.1\""));
    }

    private static Path write(Path jar, int build, Map<String, String> headers) throws IOException {
        Files.createDirectories(jar.getParent());
        Path work = Files.createTempDirectory("echo");
        Path source = Files.writeString(work.resolve("Echo.java"), SOURCE.formatted(build));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> words =
                List.of("-proc:none", "-nowarn", "-cp", classPath(), "-d", work.toString());
        List<String> all = new ArrayList<>(words);
        all.add(source.toString());
        assertThat(compiler.run(null, null, null, all.toArray(String[]::new))).isZero();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(
                (name, value) ->
                        manifest.getMainAttributes().put(new Attributes.Name(name), value));
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                Stream<Path> found = Files.walk(work)) {
            put(
                    entries,
                    "META-INF/services/dev.sora.plugin.SoraPlugin",
                    "test.echo.Echo".getBytes(StandardCharsets.UTF_8));
            for (Path type : found.filter(it -> it.toString().endsWith(".class")).toList()) {
                String name = work.relativize(type).toString().replace('\\', '/');
                put(entries, name, Files.readAllBytes(type));
            }
        }
        return jar;
    }

    private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }

    private static String classPath() throws IOException {
        Path lib = Path.of(System.getProperty("sora.folder"), "lib");
        try (Stream<Path> jars = Files.list(lib)) {
            return jars.map(Path::toString)
                    .filter(jar -> jar.endsWith(".jar"))
                    .collect(Collectors.joining(System.getProperty("path.separator")));
        }
    }
}
