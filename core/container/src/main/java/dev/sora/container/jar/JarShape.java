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
 * The quick look at a jar: its directory only, so that every start can afford it. What it says of
 * sizes is believed here and measured by {@link JarContents}.
 */
public final class JarShape {

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

    private JarShape() {}

    /**
     * Checks names, number and sizes of the entries.
     *
     * @throws dev.sora.problem.SoraException if a name leads out of the jar or stands twice, or
     *     there is more than any plugin has reason to hold
     * @throws IOException if it cannot be read
     */
    public static void check(Path jar) throws IOException {
        open(jar).close();
    }

    /** Checks a jar and leaves it open; its signatures are not verified. */
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
            throw JarProblems.damaged(jar, "names that are no text");
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
            // The JDK hands out a folder as the file of its name, whatever size it claims to have.
            if (entry.isDirectory()
                    && (size > 0 || entry.getCompressedSize() > JarLimits.NOTHING_PACKED)) {
                throw JarProblems.path(jar, name);
            }
        }
        JarMeter.judge(jar, packed, total);
    }

    /**
     * Checks that a name stays within the jar, whoever unpacks it.
     *
     * @throws dev.sora.problem.SoraException if it does not
     */
    static void checkName(Path jar, String name) {
        if (!isPlain(name)) {
            throw JarProblems.path(jar, name);
        }
    }

    /** Returns whether a name stays within the jar, on every system. */
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

    /** In META-INF the JDK finds names in either case; a folder and a file are one name. */
    private static String plain(String name) {
        String file = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        String upper = file.toUpperCase(Locale.ROOT);
        return upper.startsWith("META-INF/") || upper.equals("META-INF") ? upper : file;
    }
}
