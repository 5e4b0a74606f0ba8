// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.jar;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * The thorough look at a jar: every entry is unpacked and measured, and thrown away. For the moment
 * at which a jar is installed, not for every start.
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
     * Checks a jar and the jars in it.
     *
     * @throws dev.sora.problem.SoraException if it is damaged, unpacks to more than any plugin has
     *     reason to hold, or has classes for a newer Java
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
        try (ZipFile file = new ZipFile(jar.toFile())) {
            Enumeration<? extends ZipEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                try (InputStream in = file.getInputStream(entry)) {
                    read(in, entry.getName());
                } catch (IOException e) {
                    throw JarProblems.damaged(
                            jar, JarProblems.shown(entry.getName()) + ": " + e.getMessage());
                }
                if (entry.getName().toLowerCase(Locale.ROOT).endsWith(".jar")) {
                    try (InputStream in = file.getInputStream(entry)) {
                        readNested(in, entry.getName());
                    }
                }
            }
        }
    }

    private void read(InputStream plain, String name) throws IOException {
        BufferedInputStream in = new BufferedInputStream(plain);
        if (name.endsWith(".class") && !name.startsWith("META-INF/versions/")) {
            in.mark(CLASS_HEADER);
            int release = ClassVersion.release(in);
            in.reset();
            requireJava(jar, name, release);
        }
        meter.read(in, name);
    }

    /** A jar in the jar is unpacked by the framework; it counts as what it holds, too. */
    private void readNested(InputStream in, String name) throws IOException {
        ZipInputStream nested = new ZipInputStream(in);
        int count = 0;
        for (ZipEntry each = nested.getNextEntry(); each != null; each = nested.getNextEntry()) {
            String inner = name + "!/" + each.getName();
            if (++count > JarLimits.ENTRIES) {
                throw JarProblems.large(
                        jar,
                        "at most %,d entries".formatted(JarLimits.ENTRIES),
                        "more in " + JarProblems.shown(name));
            }
            if (!JarShape.isPlain(each.getName())) {
                throw JarProblems.path(jar, inner);
            }
            meter.read(nested, inner);
        }
    }

    /**
     * Checks that this Java can load a class.
     *
     * @param release the Java that the class was compiled for
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
