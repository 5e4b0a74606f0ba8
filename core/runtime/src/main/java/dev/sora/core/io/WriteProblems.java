// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.io;

import dev.sora.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Creates the errors of files that could not be written. */
public final class WriteProblems {

    private WriteProblems() {}

    static Problem isFolder(Path target) {
        return Problem.of("SORA-4433", "a folder is where the file should go")
                .where(target.toString())
                .fix("choose another name, or move the folder away");
    }

    public static Problem of(Path target, IOException failure) {
        Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent(), "folder");
        if (!Files.exists(folder)) {
            return Problem.of("SORA-4430", "the folder of the file does not exist")
                    .where(target.toString())
                    .needs("the folder " + folder)
                    .fix("create the folder, or choose another");
        }
        if (!Files.isDirectory(folder)) {
            return Problem.of("SORA-4430", "the folder of the file is not a folder")
                    .where(target.toString())
                    .have("a file named " + folder)
                    .fix("choose another folder");
        }
        String said = String.valueOf(failure.getMessage());
        Optional<Problem> full = full(target.toString(), failure);
        if (full.isPresent()) {
            return full.get();
        }
        if (!Files.isWritable(folder)) {
            return Problem.of("SORA-4432", "no permission to write the file")
                    .where(target.toString())
                    .needs("permission to write in " + folder)
                    .fix("choose another folder, or change the folder's permissions");
        }
        return Problem.of("SORA-4434", "the file cannot be written")
                .where(target.toString())
                .have(said)
                .fix("choose another folder");
    }

    /**
     * Returns the error of a file that does not fit on its disk; empty for another failure.
     *
     * @param target the file, on any file system
     */
    public static Optional<Problem> full(String target, IOException failure) {
        String said = String.valueOf(failure.getMessage());
        return isFull(said)
                ? Optional.of(
                        Problem.of("SORA-4431", "there is no space left for the file")
                                .where(target)
                                .have(said)
                                .fix("free space on that disk, or choose a folder on another"))
                : Optional.empty();
    }

    /**
     * Returns whether the disk is full. The JDK has no exception for that; only the system's
     * message states it.
     */
    private static boolean isFull(String said) {
        String text = said.toLowerCase(Locale.ROOT);
        return text.contains("no space left")
                || text.contains("quota exceeded")
                || text.contains("not enough space");
    }
}
