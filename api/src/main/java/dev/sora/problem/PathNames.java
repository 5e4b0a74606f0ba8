// SPDX-License-Identifier: Apache-2.0
package dev.sora.problem;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reports file names that this JVM cannot read or write.
 *
 * <p>A JVM converts file names with the encoding of the locale that it was started in. In the
 * locales {@code C} and {@code POSIX}, which are the default of minimal containers, this is ASCII.
 * Then a path with other characters cannot be created, and the listing of a folder contains
 * replacement characters, under which the file cannot be opened.
 *
 * @since 1.2
 */
public final class PathNames {

    private static final char REPLACEMENT = '\uFFFD';

    private PathNames() {}

    /** Returns the problem of a string that cannot be a file name. */
    public static Problem problem(InvalidPathException e) {
        if (isEncodable(e.getInput())) {
            return Problem.of("SORA-4136", "'%s' cannot be a file name".formatted(e.getInput()))
                    .needs("a path")
                    .have(String.valueOf(e.getReason()))
                    .fix("correct the path");
        }
        return foreign(e.getInput());
    }

    /**
     * Returns the problem of a file whose name the JVM could not decode; empty if it could.
     *
     * @param found a path as the listing of a folder returns it
     */
    public static Optional<Problem> problem(Path found) {
        String name = found.toString();
        if (name.indexOf(REPLACEMENT) < 0 || isSame(found, name)) {
            return Optional.empty();
        }
        if (encoding().equals(StandardCharsets.UTF_8)) {
            return Optional.of(
                    Problem.of("SORA-4136", "the name of '%s' is not in UTF-8".formatted(name))
                            .needs("file names in UTF-8")
                            .fix("rename the file, with convmv for instance"));
        }
        return Optional.of(foreign(name));
    }

    /** Returns whether the JVM's encoding of file names can encode a string. */
    public static boolean isEncodable(String name) {
        return encoding().newEncoder().canEncode(name);
    }

    /** Returns the {@code needs} of a problem for a path that this JVM cannot encode. */
    public static String needs() {
        return "characters of %s, the encoding of the JVM's locale".formatted(encoding().name())
                + ", or a JVM that is started with LC_ALL=C.UTF-8";
    }

    private static Problem foreign(String name) {
        return Problem.of(
                        "SORA-4136",
                        "the file name '%s' has characters that the JVM's locale cannot encode"
                                .formatted(name))
                .needs("a locale in UTF-8")
                .have("file names in " + encoding().name())
                .fix("start the JVM with LC_ALL=C.UTF-8 in its environment");
    }

    private static boolean isSame(Path found, String name) {
        try {
            return found.getFileSystem().getPath(name).equals(found);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static Charset encoding() {
        try {
            return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
