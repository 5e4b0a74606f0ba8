// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.reading.passed.Overlooked;
import dev.sora.source.PassedOver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Finds the files that a path means: a file, those below a folder, or those that match. */
final class ParquetFiles {

    private static final int MOST_FILES = 100_000;
    private static final int DEEPEST = 20;

    private static final Overlooked.Reason MARKS =
            new Overlooked.Reason("hidden files, or marks of the program that wrote the data", "");
    private static final Overlooked.Reason OTHERS =
            new Overlooked.Reason(
                    "files that do not end in .parquet",
                    "rename them if they are Parquet; else nothing needs to be done");

    private ParquetFiles() {}

    /**
     * Returns the files in the order of their paths.
     *
     * @throws DataException if there is none
     */
    static List<Path> find(Path path) {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        List<Path> files = List.of();
        if (Files.isDirectory(path)) {
            files = below(path, ParquetFiles::isNamedSo);
        } else if (isPattern(path.toString())) {
            files = below(start(path), matcher(path)::matches);
        } else {
            throw new DataException(
                    Problem.of("SORA-4802", "there is no '%s'".formatted(path.getFileName()))
                            .where(path.toString())
                            .have("the folder " + nearest(path))
                            .fix("check the path, and SORA_DATA_HOME if it is part of it"));
        }
        if (files.isEmpty() || files.size() > MOST_FILES) {
            throw new DataException(
                    Problem.of(
                                    "SORA-4802",
                                    files.isEmpty()
                                            ? "there are no Parquet files"
                                            : "there are too many files")
                            .where(path.toString())
                            .needs("1 to %,d files that end in .parquet".formatted(MOST_FILES))
                            .have(files.size() + " files")
                            .fix(
                                    files.isEmpty()
                                            ? "check the path, and that the names end in .parquet"
                                            : "name fewer files: a folder below it, or a pattern"
                                                    + " such as data/2024*.parquet"));
        }
        return files;
    }

    /** Returns what lies in a folder and is not read; nothing for a file or a pattern. */
    static List<PassedOver> passedOver(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        Overlooked overlooked = new Overlooked();
        for (Path file : below(path, file -> !isNamedSo(file))) {
            overlooked.add(
                    isMark(path.relativize(file)) ? MARKS : OTHERS,
                    path.relativize(file).toString().replace('\\', '/'));
        }
        return overlooked.list();
    }

    /** Returns whether engines that write data sets in parts put a file there for themselves. */
    private static boolean isMark(Path file) {
        for (Path part : file) {
            String name = part.toString();
            if (name.startsWith(".") || name.startsWith("_") || name.endsWith(".crc")) {
                return true;
            }
        }
        return false;
    }

    static boolean isNamedSo(Path path) {
        return path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
    }

    /** Returns the first file below a folder whose name says Parquet, without going on. */
    static boolean holdsSome(Path folder) {
        try (Stream<Path> files = Files.walk(folder.toRealPath(), 3)) {
            return files.limit(MOST_FILES).anyMatch(ParquetFiles::isNamedSo);
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static List<Path> below(Path folder, Predicate<Path> wanted) {
        try {
            // a link to a folder is no folder to who walks through it
            return below(folder, folder.toRealPath(), wanted);
        } catch (IOException | UncheckedIOException e) {
            throw new DataException(
                    Problem.of("SORA-4802", "the folder cannot be read")
                            .where(folder.toString())
                            .have(String.valueOf(e.getMessage()))
                            .fix("check the path and the permission to read it"),
                    e);
        }
    }

    private static List<Path> below(Path folder, Path real, Predicate<Path> wanted)
            throws IOException {
        try (Stream<Path> files = Files.walk(real, DEEPEST)) {
            return files.map(file -> folder.resolve(real.relativize(file)))
                    .filter(wanted)
                    .filter(Files::isRegularFile)
                    .limit(MOST_FILES + 1L)
                    .sorted()
                    .toList();
        }
    }

    private static PathMatcher matcher(Path path) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + path);
        } catch (PatternSyntaxException e) {
            throw new DataException(
                    Problem.of("SORA-4802", "the path is no pattern for files")
                            .where(path.toString())
                            .have(Texts.firstLine(String.valueOf(e.getMessage())))
                            .fix("write it like data/*.parquet or data/**.parquet"),
                    e);
        }
    }

    /** Returns the last folder before the first part with a wildcard. */
    private static Path start(Path path) {
        Path folder = path;
        while (folder.getParent() != null && (isPattern(folder.toString()))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static boolean isPattern(String text) {
        return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    private static Path nearest(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        while (folder.getParent() != null && !Files.isDirectory(folder)) {
            folder = folder.getParent();
        }
        return folder;
    }
}
