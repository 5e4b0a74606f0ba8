// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import dev.sora.core.host.Nearest;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds manifests near a path that does not exist or is a folder. */
final class ManifestPlaces {

    /** The maximum number of names in a message. */
    private static final int MOST = 10;

    private ManifestPlaces() {}

    /** Returns the manifests to name instead of a folder. */
    static String inFolder(Path folder) {
        List<String> names = manifests(folder);
        return names.isEmpty()
                ? "name a manifest; this folder holds no .yaml file"
                : "name one of its files: " + String.join(", ", names.subList(0, least(names)));
    }

    /** Returns which part of a path is missing. */
    static String missing(Path file) {
        Path at = file.toAbsolutePath().normalize();
        if (Files.isSymbolicLink(at)) {
            return "a link whose target does not exist";
        }
        Path parent = at.getParent();
        while (parent != null && !Files.exists(parent)) {
            at = parent;
            parent = at.getParent();
        }
        return (at.equals(file.toAbsolutePath().normalize()) ? "no '%s'" : "no folder '%s'")
                        .formatted(at.getFileName())
                + (parent == null ? "" : " in " + parent);
    }

    /** Returns the manifests to name instead of a missing file. */
    static String nearby(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path name = file.getFileName();
        List<String> names = folder == null ? List.of() : manifests(folder);
        if (names.isEmpty() || name == null) {
            return "check the path";
        }
        return Nearest.of(name.toString(), names)
                .map(near -> "did you mean '" + near + "'?")
                .orElse(
                        "check the path; the folder has "
                                + String.join(", ", names.subList(0, least(names))));
    }

    private static int least(List<String> names) {
        return Math.min(MOST, names.size());
    }

    private static List<String> manifests(Path folder) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{yaml,yml}")) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        names.sort(null);
        return names;
    }
}
