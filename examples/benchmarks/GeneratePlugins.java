// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Generates small plugins, one jar each: a particle with four settings. Run it with the jars of
 * Sora's lib folder on the class path: {@code java -cp ... GeneratePlugins.java FOLDER COUNT}.
 */
final class GeneratePlugins {

    private static final String PLUGIN =
            """
            package PACKAGE;

            import dev.sora.particle.*;
            import dev.sora.plugin.*;
            import dev.sora.setting.*;
            import dev.sora.tensor.Signal;
            import dev.sora.tensor.SignalSpec;
            import java.util.List;

            public final class ThePlugin implements SoraPlugin {
                public String name() { return "NAME"; }
                public List<SoraType> types() { return List.of(new ScaleType()); }
            }

            final class ScaleType implements ParticleType {
                private static final Setting<Double> FACTOR =
                        Setting.number("factor", "What to multiply by.").orElse(1.0);
                private static final Setting<Double> SHIFT =
                        Setting.number("shift", "What to add.").orElse(0.0);
                private static final Setting<Long> TIMES =
                        Setting.integer("times", "How often.").orElse(1L);
                private static final Setting<Boolean> ABSOLUTE =
                        Setting.bool("absolute", "Whether signs are dropped.").orElse(false);

                public TypeDescriptor descriptor() {
                    return TypeDescriptor.of(
                            "NAME", "Scales its signal.", FACTOR, SHIFT, TIMES, ABSOLUTE);
                }

                public UnaryParticle create(Settings settings) {
                    return new Scale(settings.get(FACTOR).floatValue());
                }
            }

            final class Scale implements UnaryParticle {
                private final float factor;

                Scale(float factor) { this.factor = factor; }

                public ParticlePlan plan(SignalSpec input) { return ParticlePlan.of(input); }

                public Signal forward(Signal input, Pass pass) {
                    return Signal.of(input.values().mul(factor));
                }
            }
            """;

    private static final String IMPORTS =
            Stream.of("particle;[2.0,3)", "plugin;[2.0,3)", "setting;[2.0,3)", "tensor;[2.0,3)")
                    .map(name -> "dev.sora." + name.replace(";", ";version=\"") + "\",")
                    .reduce("ai.djl.ndarray,ai.djl.ndarray.types,", String::concat)
                    .replaceAll(",$", "");

    private GeneratePlugins() {}

    public static void main(String[] words) throws IOException {
        Path folder = Files.createDirectories(Path.of(words[0]));
        int count = Integer.parseInt(words[1]);
        Path work = Files.createDirectories(folder.resolveSibling("classes"));
        List<Path> sources = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path at = Files.createDirectories(work.resolve("generated/p" + i));
            Path source = at.resolve("ThePlugin.java");
            Files.writeString(
                    source,
                    PLUGIN.replace("PACKAGE", "generated.p" + i).replace("NAME", "scale-" + i));
            sources.add(source);
        }
        compile(work, sources);
        for (int i = 0; i < count; i++) {
            pack(work, folder.resolve("scale-%03d-1.0.0.jar".formatted(i)), "p" + i);
        }
    }

    private static void compile(Path work, List<Path> sources) throws IOException {
        if (sources.isEmpty()) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String path = System.getProperty("java.class.path");
        List<String> options = List.of("-proc:none", "-cp", path, "-d", work.toString());
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            if (!compiler.getTask(
                            null,
                            files,
                            null,
                            options,
                            null,
                            files.getJavaFileObjectsFromPaths(sources))
                    .call()) {
                throw new IllegalStateException("the plugins do not compile");
            }
        }
    }

    private static void pack(Path work, Path jar, String name) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "generated." + name);
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue("Import-Package", IMPORTS);
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                Stream<Path> files = Files.list(work.resolve("generated").resolve(name))) {
            entries.putNextEntry(new JarEntry("META-INF/services/dev.sora.plugin.SoraPlugin"));
            entries.write(
                    "generated.%s.ThePlugin%n".formatted(name).getBytes(StandardCharsets.UTF_8));
            for (Path type : files.filter(it -> it.toString().endsWith(".class")).toList()) {
                entries.putNextEntry(new JarEntry("generated/" + name + "/" + type.getFileName()));
                entries.write(Files.readAllBytes(type));
            }
        }
    }
}
