// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Creates the exception for a file that cannot be opened. */
public final class Unreadable {

    private Unreadable() {}

    /** Returns the exception with the most specific reason that can be found. */
    public static DataException file(Path path, IOException e) {
        Problem problem;
        if (e instanceof NoSuchFileException) {
            problem =
                    Problem.of("SORA-4101", "there is no '%s'".formatted(path.getFileName()))
                            .have(neighbour(path))
                            .fix("check the path, and SORA_DATA_HOME if it is part of it");
        } else if (Files.isDirectory(path)) {
            problem =
                    Problem.of("SORA-4108", "'%s' is a folder".formatted(path.getFileName()))
                            .needs("a file")
                            .fix("name a file in it");
        } else if (e instanceof AccessDeniedException) {
            problem =
                    Problem.of(
                                    "SORA-4109",
                                    "no permission to read '%s'".formatted(path.getFileName()))
                            .fix("ask for permission to read it");
        } else {
            problem =
                    Problem.of("SORA-4110", "'%s' cannot be read".formatted(path.getFileName()))
                            .have(String.valueOf(e.getMessage()))
                            .fix("check the disk, or fetch the file again");
        }
        return new DataException(problem.where(path.toString()), e);
    }

    /** Returns the nearest existing folder above the path. */
    private static String neighbour(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        while (folder != null && !Files.isDirectory(folder)) {
            folder = folder.getParent();
        }
        return folder == null ? "" : "the folder " + folder;
    }
}
