// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.files;

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

/**
 * Finds the files of one format at a path: a file, all files below a folder, or those that match a
 * pattern.
 */
public final class TableFiles {

    private static final int MOST_FILES = 100_000;
    private static final int DEEPEST = 20;

    private static final Overlooked.Reason MARKS =
            new Overlooked.Reason("hidden files, or marks of the program that wrote the data", "");

    private final String code;
    private final String format;
    private final List<String> endings;
    private final Overlooked.Reason others;

    /**
     * Creates a finder.
     *
     * @param code the code of its problems
     * @param format the name of the format
     * @param endings the endings of the names of its files, in lower case
     */
    public TableFiles(String code, String format, List<String> endings) {
        this.code = code;
        this.format = format;
        this.endings = List.copyOf(endings);
        this.others =
                new Overlooked.Reason(
                        "files that do not end in " + listed(),
                        "rename them if they are %s; otherwise nothing needs to be done"
                                .formatted(format));
    }

    private String listed() {
        int last = endings.size() - 1;
        return last == 0
                ? endings.get(0)
                : String.join(", ", endings.subList(0, last)) + " or " + endings.get(last);
    }

    /**
     * Returns the files, in the order of their paths.
     *
     * @throws DataException if there is none
     */
    public List<Path> find(Path path) {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        List<Path> files = List.of();
        if (Files.isDirectory(path)) {
            files = below(path, this::isNamedSo);
        } else if (isPattern(path.toString())) {
            files = below(start(path), matcher(path)::matches);
        } else {
            throw new DataException(
                    Problem.of(code, "there is no '%s'".formatted(path.getFileName()))
                            .where(path.toString())
                            .have("the folder " + nearest(path))
                            .fix("check the path, and SORA_DATA_HOME if it is part of it"));
        }
        if (files.isEmpty() || files.size() > MOST_FILES) {
            throw new DataException(
                    Problem.of(
                                    code,
                                    files.isEmpty()
                                            ? "there are no %s files".formatted(format)
                                            : "there are too many files")
                            .where(path.toString())
                            .needs("1 to %,d files that end in %s".formatted(MOST_FILES, listed()))
                            .have(files.size() + " files")
                            .fix(
                                    files.isEmpty()
                                            ? "check the path, and that the names end in "
                                                    + listed()
                                            : "name fewer files: a folder below it, or a pattern"
                                                    + " such as data/2024*"
                                                    + endings.get(0)));
        }
        return files;
    }

    /** Returns the files in a folder that are not read; empty for a file or a pattern. */
    public List<PassedOver> passedOver(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        Overlooked overlooked = new Overlooked();
        for (Path file : below(path, file -> !isNamedSo(file))) {
            overlooked.add(
                    isMark(path.relativize(file)) ? MARKS : others,
                    path.relativize(file).toString().replace('\\', '/'));
        }
        return overlooked.list();
    }

    /**
     * Returns whether a file is a marker of an engine that writes data sets in several files, and
     * not data.
     */
    private static boolean isMark(Path file) {
        for (Path part : file) {
            String name = part.toString();
            if (name.startsWith(".") || name.startsWith("_") || name.endsWith(".crc")) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a name has an ending of the format. */
    public boolean isNamedSo(Path path) {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        return endings.stream().anyMatch(name::endsWith);
    }

    /** Returns whether a folder, or one a few levels below, contains files of the format. */
    public boolean holdsSome(Path folder) {
        try (Stream<Path> files = Files.walk(folder.toRealPath(), 3)) {
            return files.limit(MOST_FILES).anyMatch(this::isNamedSo);
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private List<Path> below(Path folder, Predicate<Path> wanted) {
        try {
            // a file walk does not treat a link to a folder as a folder
            return below(folder, folder.toRealPath(), wanted);
        } catch (IOException | UncheckedIOException e) {
            throw new DataException(
                    Problem.of(code, "the folder cannot be read")
                            .where(folder.toString())
                            .have(String.valueOf(e.getMessage()))
                            .fix("check the path and the permission to read it"),
                    e);
        }
    }

    private List<Path> below(Path folder, Path real, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(real, DEEPEST)) {
            return files.map(file -> folder.resolve(real.relativize(file)))
                    .filter(wanted)
                    .filter(Files::isRegularFile)
                    .limit(MOST_FILES + 1L)
                    .sorted()
                    .toList();
        }
    }

    private PathMatcher matcher(Path path) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + path);
        } catch (PatternSyntaxException e) {
            throw new DataException(
                    Problem.of(code, "the path is not a pattern for files")
                            .where(path.toString())
                            .have(String.valueOf(e.getDescription()))
                            .fix(
                                    "write it like data/*%1$s or data/**%1$s"
                                            .formatted(endings.get(0))),
                    e);
        }
    }

    /** Returns the last folder before the first path element with a wildcard. */
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
