// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.Unreadable;
import dev.sora.reading.text.FileProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Creates the problems of files in Arrow's format. */
final class ArrowProblem {

    private static final String NEEDS =
            "an Arrow IPC file (.arrow, .feather) or an Arrow IPC stream (.arrows)";

    private ArrowProblem() {}

    static DataException empty(Path path) {
        return FileProblem.empty(path.toString(), NEEDS);
    }

    static DataException unreadable(Path path, IOException e) {
        if (e instanceof NoSuchFileException
                || e instanceof AccessDeniedException
                || Files.isDirectory(path)) {
            return Unreadable.file(path, e);
        }
        return new DataException(
                Problem.of("SORA-4204", "the file cannot be read further")
                        .where(path.toString())
                        .have(String.valueOf(e.getMessage()))
                        .fix("check the disk, or fetch the file again"),
                e);
    }

    /** Checks that a file without the marker of Arrow files may be a stream. */
    static void requireArrow(Path path, byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (start.startsWith("FEA1")) {
            throw not(
                    path,
                    "Feather V1, the format before Arrow's",
                    "read it with pyarrow (pyarrow.feather.read_table) and write it again as"
                            + " Feather V2 (pyarrow.feather.write_feather)");
        }
        if (start.startsWith("PAR1")) {
            throw not(path, "a Parquet file", "read it with 'type: parquet'");
        }
        if (start.startsWith("\u001f\u008b")
                || start.startsWith("PK\u0003\u0004")
                || start.startsWith("\u0028\u00b5\u002f\u00fd")
                || start.startsWith("\u0004\"M\u0018")) {
            throw not(
                    path,
                    "a compressed file",
                    "unpack it: Arrow compresses within the file (compression=\"zstd\")");
        }
        boolean stream = start.startsWith("\u00ff\u00ff\u00ff\u00ff");
        // streams of old versions start with the length of their schema
        boolean old = head.length == 8 && head[3] == 0 && head[2] < 16 && head[4] < 64;
        if (!stream && !old) {
            throw not(
                    path,
                    "a file that begins with neither ARROW1 nor a message of a stream",
                    "check the path, and how the file was written");
        }
    }

    private static DataException not(Path path, String have, String fix) {
        return new DataException(
                Problem.of("SORA-4291", "this is not a file of Arrow's format")
                        .where(path.toString())
                        .needs(NEEDS)
                        .have(have)
                        .fix(fix));
    }

    static DataException packed(Path path) {
        return not(path, "a file within an archive", "take it out of the archive");
    }

    static DataException unread(String where, UnsupportedFeatureException e) {
        return new DataException(
                Problem.of("SORA-4297", "the file uses a feature that is not supported")
                        .where(where)
                        .have(String.valueOf(e.getMessage()))
                        .fix(e.fix()),
                e);
    }

    static DataException damaged(String where, Damaged e) {
        return new DataException(
                Problem.of("SORA-4292", "the file is cut short or damaged")
                        .where(where)
                        .have(String.valueOf(e.getMessage()))
                        .fix("fetch or write the file again, and close its writer"),
                e);
    }

    static DataException noColumn(Path path, String name, List<String> present) {
        return new DataException(
                Problem.of("SORA-4293", "there is no column '%s'".formatted(name))
                        .where(path.toString())
                        .have(Texts.listed(present))
                        .fix("name one of these columns"));
    }

    static DataException twice(Path path, String name) {
        return new DataException(
                Problem.of(
                                "SORA-4293",
                                "two columns are called '%s'".formatted(Texts.shortened(name)))
                        .where(path.toString())
                        .needs("a name of its own for each column")
                        .fix("rename one where the file is written"));
    }

    static DataException types(Path path, List<String> columns, String remedy) {
        String message =
                columns.size() == 1
                        ? "a column has a type that cannot be read"
                        : "%d columns have types that cannot be read".formatted(columns.size());
        return new DataException(
                Problem.of("SORA-4294", message)
                        .where(path.toString())
                        .needs(
                                "numbers, strings, booleans, dates, times, or lists of numbers,"
                                        + " strings or structures; or bytes that 'images' names")
                        .have(Texts.listed(columns))
                        .fix(remedy));
    }

    static DataException differs(Path path, String column, String needs, String have) {
        return new DataException(
                Problem.of(
                                "SORA-4296",
                                "column '%s' is not what it is in the first file".formatted(column))
                        .where(path.toString())
                        .needs(needs)
                        .have(have)
                        .fix("write the files with the same columns, or read them separately"));
    }

    static RecordException value(
            String where, String column, UnfitValueException e, boolean whole) {
        return new RecordException(
                Problem.of(
                                "SORA-4295",
                                "column '%s' holds a value that cannot be used".formatted(column))
                        .where(where)
                        .needs(e.needs())
                        .have(Texts.shortened(String.valueOf(e.getMessage())))
                        .fix(
                                (whole
                                                ? "read it as strings: 'types: {%s: text}'"
                                                        .formatted(column)
                                                : "correct the value")
                                        + ", or set 'on_error: skip'"),
                e);
    }
}
