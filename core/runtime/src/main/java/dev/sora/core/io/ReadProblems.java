// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.io;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Creates the errors of files that could not be read. */
public final class ReadProblems {

    private ReadProblems() {}

    public static Problem unreadable(Path file, IOException failure) {
        if (!Files.exists(file)) {
            return Problem.of("SORA-4400", "there is no such file")
                    .where(file.toString())
                    .fix("check the path; relative ones count from this folder");
        }
        if (Files.isDirectory(file)) {
            return Problem.of("SORA-4400", "a folder is where a file was expected")
                    .where(file.toString())
                    .fix("name a file in it; 'sora train' calls its package model.sora");
        }
        if (!Files.isReadable(file)) {
            return Problem.of("SORA-4400", "no permission to read the file")
                    .where(file.toString())
                    .fix("change the permissions of the file");
        }
        return Problem.of("SORA-4400", "the file cannot be read")
                .where(file.toString())
                .have(String.valueOf(failure.getMessage()))
                .fix("check the disk, or copy the file again");
    }

    /** Returns the error that the content of a file, or of an entry in it, is malformed. */
    public static DataException malformed(String where, String message) {
        return new DataException(
                Problem.of("SORA-4407", message)
                        .where(where)
                        .fix("use a copy of the file as Sora wrote it"));
    }
}
