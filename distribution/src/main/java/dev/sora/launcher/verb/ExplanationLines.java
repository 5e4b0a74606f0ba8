// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.io.AtomicFile;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The lines of JSON of explanations, which are written to a file at once. */
final class ExplanationLines {

    private static final String NAME = "explanations.jsonl";

    /** The greatest size of all lines together. */
    private static final long MOST_CHARACTERS = 1L << 28;

    private final StringBuilder lines = new StringBuilder();

    /**
     * Adds a line.
     *
     * @param number the number of the record
     * @param folder where the file will be, for the message
     * @throws DataException if there are too many
     */
    void add(String line, long number, Path folder) {
        lines.append(line).append('\n');
        if (lines.length() > MOST_CHARACTERS) {
            throw new DataException(
                    Problem.of("SORA-4938", "the explanations are too large for one file")
                            .where("--output " + folder)
                            .have("record %d".formatted(number))
                            .fix("explain fewer records, or print them with --json"));
        }
    }

    /** Writes the file into a folder, which is created if it is missing. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        AtomicFile.writeText(folder.resolve(NAME), lines.toString());
    }
}
