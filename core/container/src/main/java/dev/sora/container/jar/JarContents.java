// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.jar;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Checks a jar completely: every entry is unpacked and measured, and not stored. This is done when
 * a jar is installed, not at every start.
 */
public final class JarContents {

    private static final int CLASS_HEADER = 8;

    private final Path jar;
    private final JarMeter meter;

    private JarContents(Path jar, JarMeter meter) {
        this.jar = jar;
        this.meter = meter;
    }

    /**
     * Checks a jar and its nested jars.
     *
     * @throws dev.sora.problem.SoraException if it is damaged, unpacks to more than the limits of a
     *     plugin, or has classes for a newer Java
     */
    public static void check(Path jar) {
        try {
            JarShape.check(jar);
            new JarContents(jar, JarMeter.of(jar)).read();
        } catch (IOException | IllegalArgumentException e) {
            throw JarProblems.damaged(jar, String.valueOf(e.getMessage()));
        }
    }

    private void read() throws IOException {
        try (ZipFile file = JarShape.open(jar)) {
            List<ZipEntry> nested = new ArrayList<>();
            Enumeration<? extends ZipEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                read(file, entry, entry.getName());
                if (!entry.isDirectory()) {
                    nested.add(entry);
                }
            }
            Set<String> classPath = classPath(file);
            nested.removeIf(
                    entry ->
                            !classPath.contains(entry.getName())
                                    && !entry.getName().toLowerCase(Locale.ROOT).endsWith(".jar"));
            for (ZipEntry entry : nested) {
                readNested(file, entry);
            }
        }
    }

    private void read(ZipFile file, ZipEntry entry, String name) throws IOException {
        long size;
        try (InputStream in = file.getInputStream(entry)) {
            size = read(in, name);
        } catch (IOException e) {
            throw JarProblems.damaged(jar, JarProblems.shown(name) + ": " + e.getMessage());
        }
        if (size != entry.getSize()) {
            throw JarProblems.damaged(
                    jar,
                    "%s: %,d bytes, and the directory says %,d"
                            .formatted(JarProblems.shown(name), size, entry.getSize()));
        }
    }

    private long read(InputStream plain, String name) throws IOException {
        BufferedInputStream in = new BufferedInputStream(plain);
        if (name.endsWith(".class") && !name.startsWith("META-INF/versions/")) {
            in.mark(CLASS_HEADER);
            int release = ClassVersion.release(in);
            in.reset();
            requireJava(jar, name, release);
        }
        return meter.read(in, name);
    }

    /**
     * Returns the entries of the bundle's class path, which the framework opens as jars whatever
     * their names.
     */
    private static Set<String> classPath(ZipFile file) throws IOException {
        ZipEntry manifest = file.getEntry(JarFile.MANIFEST_NAME);
        if (manifest == null || manifest.getSize() > JarLimits.DIRECTORY_BYTES) {
            return Set.of();
        }
        try (InputStream in = file.getInputStream(manifest)) {
            String header = new Manifest(in).getMainAttributes().getValue("Bundle-ClassPath");
            return header == null
                    ? Set.of()
                    : Arrays.stream(header.split("[,;]"))
                            .map(String::strip)
                            .collect(Collectors.toSet());
        }
    }

    /**
     * Checks a nested jar. It is copied to a file and read by its directory, as the framework reads
     * it. Its entries count towards the limits of the outer jar.
     */
    private void readNested(ZipFile file, ZipEntry entry) throws IOException {
        Path copy = Files.createTempFile("sora-nested", ".jar");
        try {
            try (InputStream in = file.getInputStream(entry)) {
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            readNested(copy, JarProblems.shown(entry.getName()));
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private void readNested(Path copy, String name) throws IOException {
        try (ZipFile nested = JarShape.open(copy)) {
            Enumeration<? extends ZipEntry> entries = nested.entries();
            while (entries.hasMoreElements()) {
                ZipEntry inner = entries.nextElement();
                read(nested, inner, name + "!/" + inner.getName());
            }
        } catch (ZipException e) {
            throw JarProblems.damaged(jar, name + ": " + e.getMessage());
        } catch (SoraException e) {
            throw new SoraException(
                    e.problems().stream().map(problem -> within(problem, copy, name)).toList(), e);
        }
    }

    /** Returns a problem of the copy as a problem of the outer jar. */
    private Problem within(Problem problem, Path copy, String name) {
        return problem.where().equals(copy.toString())
                ? new Problem(
                        problem.code(),
                        problem.message().replace(copy.getFileName().toString(), name),
                        jar.toString(),
                        problem.needs(),
                        name + "!/" + problem.have(),
                        problem.fix())
                : problem;
    }

    /**
     * Checks that the running Java can load a class.
     *
     * @param jar the jar, for messages
     * @param name the class, for messages
     * @param release the Java release that the class was compiled for
     * @throws dev.sora.problem.SoraException if it cannot
     */
    public static void requireJava(Path jar, String name, int release) {
        int running = Runtime.version().feature();
        if (release > running) {
            throw JarProblems.refused(
                    "SORA-3109",
                    "the plugin was compiled for a newer Java",
                    jar,
                    "Java %d, for %s".formatted(release, JarProblems.shown(name)),
                    "Java " + running,
                    "point JAVA_HOME to a newer Java, or use an older version of the plugin");
        }
    }
}
