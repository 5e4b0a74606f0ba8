// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A bundle that a test writes: headers, files, and classes compiled from source strings. */
public final class TestBundle {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** Stays open for all tests, because it caches the jars of the class path. */
    private static final StandardJavaFileManager FILES =
            COMPILER.getStandardFileManager(null, null, null);

    private static final Map<Map<String, String>, Map<String, byte[]>> COMPILED = new HashMap<>();

    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final String name;
    private String leftOut = "";

    private TestBundle(String name, String version) {
        this.name = name;
        headers.put("Bundle-ManifestVersion", "2");
        headers.put("Bundle-SymbolicName", name);
        headers.put("Bundle-Version", version);
        headers.put(
                "Import-Package",
                "dev.sora.plugin;version=\"[2.0,3)\",dev.sora.setting;version=\"[2.0,3)\","
                        + "dev.sora.particle;version=\"[2.0,3)\",dev.sora.engine;version=\"[2.0,3)\"");
    }

    public static TestBundle named(String name, String version) {
        return new TestBundle(name, version);
    }

    /** A plugin of the given name and version that offers one metric, which measures nothing. */
    public static TestBundle plugin(String name, String version) {
        return named("test." + name, version).body(name, "java.util.List.of()");
    }

    public TestBundle body(String plugin, String types) {
        String className = "test." + plugin.replace("-", "") + ".ThePlugin";
        return service(className)
                .source(
                        className,
                        """
                        package test.%s;
                        public class ThePlugin implements dev.sora.plugin.SoraPlugin {
                            public String name() { return "%s"; }
                            public java.util.List<dev.sora.plugin.SoraType> types() {
                                return %s;
                            }
                            static java.util.List<dev.sora.plugin.SoraType> thrown(Error e) {
                                throw e;
                            }
                            static java.util.List<dev.sora.plugin.SoraType> thrown(
                                    RuntimeException e) {
                                throw e;
                            }
                            static dev.sora.plugin.SoraType type(String name) {
                                return new dev.sora.plugin.SoraType() {
                                    public dev.sora.plugin.Kind kind() {
                                        return dev.sora.particle.ParticleType.KIND;
                                    }
                                    public dev.sora.plugin.TypeDescriptor descriptor() {
                                        return dev.sora.plugin.TypeDescriptor.of(name, "A test.");
                                    }
                                };
                            }
                        }
                        """
                                .formatted(plugin.replace("-", ""), plugin, types));
    }

    public TestBundle header(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public TestBundle without(String header) {
        headers.remove(header);
        return this;
    }

    public TestBundle service(String className) {
        return file(PluginJar.SERVICE, className + "\n");
    }

    public TestBundle withoutService() {
        files.remove(PluginJar.SERVICE);
        return this;
    }

    public TestBundle file(String path, String text) {
        files.put(path, text);
        return this;
    }

    public TestBundle source(String className, String text) {
        sources.put(className, text);
        return this;
    }

    TestBundle sources(Map<String, String> more) {
        sources.putAll(more);
        return this;
    }

    /** Compiles against the classes of a package but does not include them in the bundle. */
    TestBundle leaveOut(String packageFolder) {
        leftOut = packageFolder;
        return this;
    }

    public Path writeTo(Path folder) throws IOException {
        Map<String, byte[]> classes = compile();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(
                (header, value) ->
                        manifest.getMainAttributes().put(new Attributes.Name(header), value));
        Path jar = folder.resolve(name + "-" + headers.get("Bundle-Version") + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                entry(entries, file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
            }
            for (Map.Entry<String, byte[]> type : classes.entrySet()) {
                if (leftOut.isEmpty() || !type.getKey().startsWith(leftOut)) {
                    entry(entries, type.getKey(), type.getValue());
                }
            }
        }
        return jar;
    }

    private static void entry(JarOutputStream jar, String path, byte[] bytes) throws IOException {
        jar.putNextEntry(new JarEntry(path));
        jar.write(bytes);
        jar.closeEntry();
    }

    /**
     * Compiles sources that no earlier test compiled: most bundles differ only in their headers.
     */
    private Map<String, byte[]> compile() throws IOException {
        synchronized (COMPILED) {
            Map<String, byte[]> classes = COMPILED.get(sources);
            if (classes == null) {
                classes = sources.isEmpty() ? Map.of() : compileNow();
                COMPILED.put(Map.copyOf(sources), classes);
            }
            return classes;
        }
    }

    private Map<String, byte[]> compileNow() throws IOException {
        Path work = Files.createTempDirectory("classes");
        try {
            List<Path> written = new ArrayList<>();
            for (Map.Entry<String, String> source : sources.entrySet()) {
                Path file = work.resolve(source.getKey().replace('.', '/') + ".java");
                Files.createDirectories(file.getParent());
                written.add(Files.writeString(file, source.getValue()));
            }
            StringWriter said = new StringWriter();
            List<String> words =
                    List.of(
                            "-proc:none",
                            "-nowarn",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "-d",
                            work.toString());
            if (!COMPILER.getTask(
                            said,
                            FILES,
                            null,
                            words,
                            null,
                            FILES.getJavaFileObjectsFromPaths(written))
                    .call()) {
                throw new IllegalArgumentException(said.toString());
            }
            return classes(work);
        } finally {
            try (Stream<Path> all = Files.walk(work)) {
                all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    private static Map<String, byte[]> classes(Path work) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        try (Stream<Path> found = Files.walk(work)) {
            for (Path type : found.filter(path -> path.toString().endsWith(".class")).toList()) {
                String path = work.relativize(type).toString().replace('\\', '/');
                classes.put(path, Files.readAllBytes(type));
            }
        }
        return classes;
    }
}
