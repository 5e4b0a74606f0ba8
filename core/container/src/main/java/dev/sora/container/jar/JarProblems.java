// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.jar;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;

/** The problems of jars. */
final class JarProblems {

    private static final String DISTRUST = "do not use it; ask where it comes from";

    private JarProblems() {}

    static SoraException path(Path jar, String entry) {
        return refused(
                "SORA-3130",
                "an entry of the jar has an invalid name, or one that points outside the jar",
                jar,
                "relative names between '/', without '..' and '\\'",
                shown(entry),
                DISTRUST);
    }

    static SoraException twice(Path jar, String entry) {
        return refused(
                "SORA-3131",
                "the jar holds two entries of one name",
                jar,
                "each name once: which of the two is read is undefined",
                shown(entry),
                "build the jar again with bnd; do not use one that you did not build");
    }

    static SoraException large(Path jar, String needs, String have) {
        return refused(
                "SORA-3132",
                "the jar is too large for a plugin",
                jar,
                needs,
                have,
                "keep data and weights out of the jar, and load them from files");
    }

    static SoraException bomb(Path jar, String have) {
        return refused(
                "SORA-3133",
                "the jar grows too much when it is unpacked",
                jar,
                "at most %d times its size".formatted(JarLimits.RATIO),
                have,
                DISTRUST);
    }

    static SoraException damaged(Path jar, String have) {
        return refused(
                "SORA-3101",
                "'%s' is not a jar".formatted(jar.getFileName()),
                jar,
                "a jar, which is a zip file",
                have,
                "copy or download it again, or remove it from the folder");
    }

    static SoraException refused(
            String code, String message, Path where, String needs, String have, String fix) {
        return new SoraException(new Problem(code, message, where.toString(), needs, have, fix));
    }

    /**
     * Returns a name with control characters escaped, so that it is safe in a terminal, cut to 120
     * characters.
     */
    static String shown(String name) {
        StringBuilder shown = new StringBuilder();
        name.chars()
                .limit(120)
                .forEach(
                        c -> {
                            if (c < ' ' || c == 0x7F || (c >= 0x80 && c < 0xA0)) {
                                shown.append("\\u%04x".formatted(c));
                            } else {
                                shown.append((char) c);
                            }
                        });
        return name.length() > 120 ? shown + "..." : shown.toString();
    }
}
