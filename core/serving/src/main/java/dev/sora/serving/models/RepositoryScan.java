// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.models;

import dev.sora.serving.config.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the packages in a repository: {@code NAME.sora}, {@code NAME/VERSION.sora} and {@code
 * NAME/VERSION/model.sora}. Other files and hidden ones are not looked at.
 */
final class RepositoryScan {

    private static final String ENDING = ".sora";
    private static final String PACKAGE = "model.sora";

    private RepositoryScan() {}

    /**
     * A package in the repository.
     *
     * @param stamp changes with its contents
     */
    record Found(Path file, String stamp) {}

    /** Returns the packages, by model and version. */
    static Map<VersionKey, Found> scan(Path folder) {
        Map<VersionKey, Found> found = new LinkedHashMap<>();
        for (Path entry : list(folder)) {
            String name = entry.getFileName().toString();
            if (Files.isDirectory(entry) && Names.fits(name)) {
                versions(name, entry, found);
            } else if (name.endsWith(ENDING)) {
                add(found, stem(name), Names.FIRST, entry);
            }
        }
        return found;
    }

    private static void versions(String model, Path folder, Map<VersionKey, Found> found) {
        for (Path entry : list(folder)) {
            String name = entry.getFileName().toString();
            if (Files.isDirectory(entry)) {
                add(found, model, name, entry.resolve(PACKAGE));
            } else if (name.endsWith(ENDING)) {
                add(found, model, stem(name), entry);
            }
        }
    }

    private static String stem(String name) {
        return name.substring(0, name.length() - ENDING.length());
    }

    private static void add(Map<VersionKey, Found> found, String name, String version, Path file) {
        if (!Names.fits(name) || !Names.fits(version)) {
            return;
        }
        try {
            BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
            if (facts.isRegularFile()) {
                String stamp =
                        facts.size() + "/" + facts.lastModifiedTime() + "/" + facts.fileKey();
                found.putIfAbsent(new VersionKey(name, version), new Found(file, stamp));
            }
        } catch (IOException e) {
            // It was removed meanwhile, or is not readable: not a package at this moment.
            found.remove(new VersionKey(name, version));
        }
    }

    private static List<Path> list(Path folder) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> each = Files.newDirectoryStream(folder, "[!.]*")) {
            each.forEach(entries::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        entries.sort(null);
        return entries;
    }
}
