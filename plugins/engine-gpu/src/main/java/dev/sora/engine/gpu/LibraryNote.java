// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import dev.sora.pytorch.FileDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was installed: a text file beside the libraries.
 *
 * @param version their version
 * @param where the folder of the libraries, relative to that of the note, or absolute if linked
 * @param files the libraries
 */
record LibraryNote(String version, String where, List<Library> files) {

    static final String NAME = "libraries.txt";

    private static final String FIRST = "sora-libraries 1";
    private static final int LARGEST = 1 << 20;
    private static final Pattern LINE =
            Pattern.compile("([0-9a-f]{64}) (\\d{1,18}) (\\d{1,18}) ([\\w.+-]{1,200})");
    private static final Pattern LIBRARY =
            Pattern.compile("[\\w.+-]{1,180}\\.so(\\.[\\d.]{1,20})?");

    /** A library. */
    record Library(String name, long size, long modified, String sha256) {

        static Library of(Path file) throws IOException {
            return new Library(
                    file.getFileName().toString(),
                    Files.size(file),
                    Files.getLastModifiedTime(file).toMillis(),
                    digest(file));
        }

        private boolean hasStamps(Path file) throws IOException {
            return Files.size(file) == size
                    && Files.getLastModifiedTime(file).toMillis() == modified;
        }
    }

    /** Returns whether a file name is that of a library; DJL loads all of a folder. */
    static boolean isLibrary(String name) {
        return LIBRARY.matcher(name).matches();
    }

    /** Returns the note of all libraries in a folder. */
    static LibraryNote of(Path folder, String version, String where) throws IOException {
        List<Library> files = new ArrayList<>();
        for (String name : names(folder)) {
            files.add(Library.of(folder.resolve(name)));
        }
        return new LibraryNote(version, where, files);
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(LibraryNote::isLibrary)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /**
     * Reads a note.
     *
     * @throws EngineException if it is damaged
     */
    static LibraryNote read(Path note) {
        try {
            if (Files.size(note) > LARGEST) {
                throw damaged(note, "too large");
            }
            List<String> lines = Files.readAllLines(note);
            if (lines.size() < 4 || !lines.get(0).equals(FIRST)) {
                throw damaged(note, "no list of libraries");
            }
            List<Library> files = new ArrayList<>();
            for (String line : lines.subList(3, lines.size())) {
                Matcher parts = LINE.matcher(line);
                if (!parts.matches()) {
                    throw damaged(note, "a line that is not one of it");
                }
                files.add(
                        new Library(
                                parts.group(4),
                                Long.parseLong(parts.group(2)),
                                Long.parseLong(parts.group(3)),
                                parts.group(1)));
            }
            return new LibraryNote(lines.get(1), lines.get(2), List.copyOf(files));
        } catch (IOException e) {
            throw damaged(note, String.valueOf(e.getMessage()));
        }
    }

    void write(Path note) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(FIRST).append('\n').append(version).append('\n').append(where).append('\n');
        for (Library file : files) {
            text.append(
                    "%s %d %d %s\n".formatted(file.sha256, file.size, file.modified, file.name));
        }
        Files.writeString(note, text);
    }

    /** Returns the folder of the libraries. */
    Path folder(Path home) {
        try {
            return home.resolve(where).normalize();
        } catch (InvalidPathException e) {
            throw damaged(home.resolve(NAME), "not a path");
        }
    }

    long bytes() {
        return files.stream().mapToLong(Library::size).sum();
    }

    /**
     * Checks that the folder contains the libraries that were installed, and no other. Contents are
     * read only of a file whose size or time has changed: all of them have gigabytes.
     *
     * @throws EngineException if a library is missing, was replaced or was added
     */
    void verify(Path folder) {
        try {
            Set<String> present = Files.isDirectory(folder) ? names(folder) : Set.of();
            for (Library file : files) {
                Path path = folder.resolve(file.name);
                if (!present.contains(file.name)) {
                    throw changed(path, "it is missing");
                }
                if (!file.hasStamps(path) && !digest(path).equals(file.sha256)) {
                    throw changed(path, "another SHA-256 digest than when it was installed");
                }
            }
            Set<String> added = new TreeSet<>(present);
            files.forEach(file -> added.remove(file.name));
            if (!added.isEmpty()) {
                throw changed(folder.resolve(added.iterator().next()), "it was added");
            }
        } catch (IOException e) {
            throw changed(folder, String.valueOf(e.getMessage()));
        }
    }

    private static EngineException changed(Path file, String how) {
        return new EngineException(
                Problem.of("SORA-5121", "a library is not the one that was installed")
                        .where(file.toString())
                        .have(how)
                        .fix("run 'sora engine remove gpu', then install the libraries again"));
    }

    private static EngineException damaged(Path note, String how) {
        return new EngineException(
                Problem.of("SORA-5121", "the list of installed libraries cannot be read")
                        .where(note.toString())
                        .have(how)
                        .fix("run 'sora engine remove gpu', then install the libraries again"));
    }

    private static String digest(Path file) throws IOException {
        return HexFormat.of().formatHex(FileDigest.of(file));
    }
}
