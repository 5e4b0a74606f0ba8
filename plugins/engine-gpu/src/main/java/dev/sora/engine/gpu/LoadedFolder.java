// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of libraries as DJL reads it: it loads all files that are named as libraries, also
 * those of folders below. Lists and digests are of the folder alone, so other files are refused.
 */
final class LoadedFolder {

    /** DJL's own pattern ({@code ai.djl.pytorch.jni.LibUtils}). */
    private static final Pattern LOADED = Pattern.compile(".*\\.(so(\\.\\d+)*|dll|dylib)");

    private static final int MOST_FILES = 10_000;

    private LoadedFolder() {}

    /**
     * Checks that all libraries that DJL would load are in the folder itself, with names that lists
     * can contain.
     *
     * @throws EngineException if not, or if the folder cannot be read
     */
    static void check(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            int count = 0;
            for (Iterator<Path> each = files.iterator(); each.hasNext(); ) {
                Path file = each.next();
                if (++count > MOST_FILES) {
                    throw refused(folder, "more than %,d files".formatted(MOST_FILES));
                }
                Optional<String> why = why(folder, file);
                if (why.isPresent()) {
                    throw refused(file, why.get());
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw refused(folder, "it cannot be read: " + e.getMessage());
        }
    }

    private static Optional<String> why(Path folder, Path file) {
        String name = file.getFileName().toString();
        if (file.equals(folder) || !LOADED.matcher(name).matches()) {
            return Optional.empty();
        }
        if (!file.getParent().equals(folder)) {
            return Optional.of("it is in a folder below that of PyTorch's libraries");
        }
        return LibraryNote.isLibrary(name)
                ? Optional.empty()
                : Optional.of("it is not named as a library of Linux");
    }

    private static EngineException refused(Path file, String how) {
        return new EngineException(
                Problem.of("SORA-5133", "a file would be loaded that is not one of PyTorch's")
                        .where(file.toString())
                        .have(how)
                        .fix(
                                "use a folder that contains an unpacked libtorch and nothing else:"
                                        + " all libraries in it, and below it, are loaded"));
    }
}
