// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.models;

import dev.sora.serving.config.Names;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The packages in a repository at one moment: {@code NAME.sora}, {@code NAME/VERSION.sora} and
 * {@code NAME/VERSION/model.sora}. Other files and hidden ones are not looked at.
 */
final class RepositoryScan {

    private static final String ENDING = ".sora";
    private static final String PACKAGE = "model.sora";

    /** The stamp of a version with several packages. */
    private static final String SEVERAL = "several";

    private final Map<VersionKey, Found> found = new LinkedHashMap<>();
    private final Set<String> unknown = new HashSet<>();
    private final String identity;

    /**
     * A package in the repository.
     *
     * @param stamp changes with its contents
     */
    record Found(Path file, String stamp) {

        /** Returns whether another package is the same version. */
        boolean isOneOfSeveral() {
            return stamp.equals(SEVERAL);
        }
    }

    /**
     * Looks at a folder.
     *
     * @throws IOException if it cannot be read or is not there
     */
    RepositoryScan(Path folder) throws IOException {
        BasicFileAttributes facts = Files.readAttributes(folder, BasicFileAttributes.class);
        this.identity = Objects.toString(facts.fileKey(), "");
        for (Path entry : list(folder)) {
            String name = entry.getFileName().toString();
            if (Files.isDirectory(entry) && Names.fits(name)) {
                versions(name, entry);
            } else if (name.endsWith(ENDING)) {
                add(stem(name), Names.FIRST, entry);
            }
        }
    }

    /** Returns the packages, by model and version. */
    Map<VersionKey, Found> found() {
        return found;
    }

    /** Returns whether a version may be present, though it was not found: it could not be read. */
    boolean mayHave(VersionKey key) {
        return found.containsKey(key) || unknown.contains(key.name());
    }

    /** Returns what tells the folder from another one at the same path, such as a lost mount's. */
    String identity() {
        return identity;
    }

    private void versions(String model, Path folder) {
        try {
            for (Path entry : list(folder)) {
                String name = entry.getFileName().toString();
                if (Files.isDirectory(entry)) {
                    add(model, name, entry.resolve(PACKAGE));
                } else if (name.endsWith(ENDING)) {
                    add(model, stem(name), entry);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // it was removed meanwhile
            return;
        } catch (IOException e) {
            unknown.add(model);
        }
    }

    private static String stem(String name) {
        return name.substring(0, name.length() - ENDING.length());
    }

    private void add(String name, String version, Path file) {
        if (!Names.fits(name) || !Names.fits(version)) {
            return;
        }
        try {
            BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
            if (facts.isRegularFile()) {
                String stamp =
                        facts.size() + "/" + facts.lastModifiedTime() + "/" + facts.fileKey();
                found.merge(
                        new VersionKey(name, version),
                        new Found(file, stamp),
                        (one, other) -> new Found(one.file(), SEVERAL));
            }
        } catch (NoSuchFileException e) {
            // no package, or one that was removed meanwhile
            return;
        } catch (IOException e) {
            unknown.add(name);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> each = Files.newDirectoryStream(folder, "[!.]*")) {
            each.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(null);
        return entries;
    }
}
