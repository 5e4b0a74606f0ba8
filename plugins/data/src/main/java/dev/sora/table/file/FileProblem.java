// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.file;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.OptionalLong;
import java.util.zip.ZipException;

/** What can be wrong with a file while it is read. */
public final class FileProblem {

    private FileProblem() {}

    /**
     * Returns what a failure to read a file means.
     *
     * @param line the line behind which it happened
     */
    public static DataException broken(TextFile file, long line, IOException e) {
        OptionalLong bad =
                e instanceof CharacterCodingException ? BadBytes.line(file) : OptionalLong.empty();
        return broken(
                bad.isPresent()
                        ? file.place() + ":" + bad.getAsLong()
                        : "%s, behind line %d".formatted(file.place(), line),
                file.encoding(),
                e);
    }

    /** Returns what a failure to read means. */
    static DataException broken(String where, Charset encoding, IOException e) {
        if (e instanceof CharacterCodingException) {
            return new DataException(
                    Problem.of("SORA-4202", "the file holds bytes that are no text")
                            .where(where)
                            .needs("text in " + encoding.name())
                            .have(String.valueOf(e.getMessage()))
                            .fix(
                                    "convert the file, or set 'encoding' to the one it was written in,"
                                            + " such as ISO-8859-1"),
                    e);
        }
        if (e instanceof EOFException || e instanceof ZipException) {
            return new DataException(
                    Problem.of("SORA-4203", "the file is cut short or damaged")
                            .where(where)
                            .have(String.valueOf(e.getMessage()))
                            .fix("fetch the file again"),
                    e);
        }
        return new DataException(
                Problem.of("SORA-4204", "the file cannot be read further")
                        .where(where)
                        .have(String.valueOf(e.getMessage()))
                        .fix("check the disk, or fetch the file again"),
                e);
    }

    /** Returns the problem of a file whose first row is no text. */
    public static DataException noText(TextFile file) {
        return new DataException(
                Problem.of("SORA-4202", "the file holds bytes that are no text")
                        .where(file.place() + ":1")
                        .needs("text in " + file.encoding().name())
                        .have("zeros between letters, as UTF-16 has them, or no text at all")
                        .fix("check the file, or set 'encoding' to UTF-16LE or UTF-16BE"));
    }

    /** Returns the problem of a file without a record. */
    public static DataException empty(String where, String needs) {
        return new DataException(
                Problem.of("SORA-4205", "the file is empty")
                        .where(where)
                        .needs(needs)
                        .fix("check the path, and that the file was written to its end"));
    }

    /** Returns the problem of settings that do not go together. */
    public static DataException settings(String message, String where, String fix) {
        return new DataException(Problem.of("SORA-4206", message).where(where).fix(fix));
    }
}
