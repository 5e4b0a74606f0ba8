// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.jar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/**
 * Checks the directory of a jar: names, number and declared sizes of its entries. The check reads
 * no entry, so it is fast enough for every start. {@link JarContents} measures the sizes.
 */
public final class JarShape {

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

    private JarShape() {}

    /**
     * Checks names, number and declared sizes of the entries.
     *
     * @throws dev.sora.problem.SoraException if a name leads out of the jar or occurs twice, or a
     *     limit is exceeded
     * @throws IOException if the jar cannot be read
     */
    public static void check(Path jar) throws IOException {
        open(jar).close();
    }

    /**
     * Checks a jar and returns it open. Its signatures are not verified; the caller closes it.
     *
     * @throws dev.sora.problem.SoraException if a name leads out of the jar or occurs twice, or a
     *     limit is exceeded
     * @throws IOException if the jar cannot be read
     */
    public static JarFile open(Path jar) throws IOException {
        if (Files.exists(jar) && !Files.isRegularFile(jar)) {
            throw JarProblems.damaged(jar, "no file");
        }
        long packed = Files.size(jar);
        JarTail.check(jar);
        JarFile file = new JarFile(jar.toFile(), false);
        try {
            check(jar, packed, file);
            return file;
        } catch (IllegalArgumentException e) {
            file.close();
            throw JarProblems.damaged(jar, "names that are not text");
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    private static void check(Path jar, long packed, JarFile file) {
        Set<String> names = new HashSet<>();
        long total = 0;
        Enumeration<JarEntry> entries = file.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            String name = entry.getName();
            checkName(jar, name);
            if (!names.add(plain(name))) {
                throw JarProblems.twice(jar, name);
            }
            long size = Math.max(0, entry.getSize());
            total += size;
            if (size > JarLimits.ENTRY_BYTES || total > JarLimits.TOTAL_BYTES) {
                throw JarProblems.large(
                        jar,
                        JarMeter.NEEDS,
                        "%s, %,d MB".formatted(JarProblems.shown(name), size >> 20));
            }
            // The JDK returns a folder for the file of the same name, whatever its declared size.
            if (entry.isDirectory()
                    && (size > 0 || entry.getCompressedSize() > JarLimits.NOTHING_PACKED)) {
                throw JarProblems.path(jar, name);
            }
        }
        JarMeter.judge(jar, packed, total);
    }

    /**
     * Checks that a name stays within the jar, with any tool that unpacks it.
     *
     * @throws dev.sora.problem.SoraException if it does not
     */
    static void checkName(Path jar, String name) {
        if (!isPlain(name)) {
            throw JarProblems.path(jar, name);
        }
    }

    /** Returns whether a name stays within the jar, on every operating system. */
    public static boolean isPlain(String name) {
        if (name.isEmpty()
                || name.length() > JarLimits.NAME_LENGTH
                || name.startsWith("/")
                || DRIVE.matcher(name).matches()
                || name.chars().anyMatch(c -> c == '\\' || c < ' ' || c == 0x7F)) {
            return false;
        }
        String file = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        for (String part : file.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the form of a name that is unique. The JDK ignores case in META-INF; a folder and a
     * file of the same name count as equal.
     */
    private static String plain(String name) {
        String file = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        String upper = file.toUpperCase(Locale.ROOT);
        return upper.startsWith("META-INF/") || upper.equals("META-INF") ? upper : file;
    }
}
