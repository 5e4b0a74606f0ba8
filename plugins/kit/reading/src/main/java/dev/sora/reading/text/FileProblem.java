// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.text;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.zip.ZipException;

/** Creates the exceptions for problems of a file that is read. */
public final class FileProblem {

    private static final String OTHER_ENCODING =
            "set 'encoding' to the one it was written in, such as windows-1252 or ISO-8859-1, or"
                    + " convert the file to UTF-8 where the source has no such setting";
    private static final String UTF16 =
            "set 'encoding' to UTF-16LE or UTF-16BE, or convert the file to UTF-8 where the source"
                    + " has no such setting";

    private FileProblem() {}

    /**
     * Returns the exception for a failure to read a file.
     *
     * @param line the last line that was read
     */
    public static DataException broken(TextFile file, long line, IOException e) {
        Optional<BadBytes.Found> bad =
                e instanceof CharacterCodingException ? BadBytes.find(file) : Optional.empty();
        if (bad.isPresent()) {
            return noText(file, bad.get(), e);
        }
        return broken("%s, after line %d".formatted(file.place(), line), file.encoding(), e);
    }

    private static DataException noText(TextFile file, BadBytes.Found bad, IOException e) {
        Problem problem =
                Problem.of("SORA-4202", "the file holds bytes that are not text")
                        .where(file.place() + ":" + bad.line())
                        .needs("text in " + file.encoding().name())
                        .have(
                                bad.zeros()
                                        ? "zeros between letters, as UTF-16 has them"
                                        : "the byte 0x%02X".formatted(bad.value()));
        return new DataException(problem.fix(bad.zeros() ? UTF16 : OTHER_ENCODING), e);
    }

    /** Returns the exception for a failure to read. */
    static DataException broken(String where, Charset encoding, IOException e) {
        if (e instanceof CharacterCodingException) {
            return new DataException(
                    Problem.of("SORA-4202", "the file holds bytes that are not text")
                            .where(where)
                            .needs("text in " + encoding.name())
                            .have("bytes that are invalid in it")
                            .fix(OTHER_ENCODING),
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

    /** Returns the exception for a file whose first row is not text. */
    public static DataException noText(TextFile file) {
        return new DataException(
                Problem.of("SORA-4202", "the file holds bytes that are not text")
                        .where(file.place() + ":1")
                        .needs("text in " + file.encoding().name())
                        .have("zeros between letters, as UTF-16 has them, or not text at all")
                        .fix(UTF16 + "; check that it is a file of text"));
    }

    /** Returns the exception for a file without records. */
    public static DataException empty(String where, String needs) {
        return new DataException(
                Problem.of("SORA-4205", "the file is empty")
                        .where(where)
                        .needs(needs)
                        .fix("check the path, and that the file was written to its end"));
    }

    /** Returns the exception for settings that contradict each other. */
    public static DataException settings(String message, String where, String fix) {
        return new DataException(Problem.of("SORA-4206", message).where(where).fix(fix));
    }
}
