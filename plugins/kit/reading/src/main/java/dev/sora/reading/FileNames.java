// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Optional;

/**
 * Finds files by name in any Unicode form that the file system stores: macOS may decompose letters
 * and accents, most other systems store names unchanged.
 */
public final class FileNames {

    private FileNames() {}

    /**
     * Returns the file of a name in a folder, in any Unicode form; the given path if there is none.
     *
     * @param name a path within the folder
     */
    public static Path find(Path folder, String name) throws IOException {
        Path given = folder.resolve(name);
        if (Files.exists(given) || isAscii(name) || !given.normalize().startsWith(folder)) {
            return given;
        }
        Path found = folder;
        for (Path part : folder.relativize(given.normalize())) {
            Path next = found.resolve(part);
            Optional<Path> there =
                    Files.exists(next) ? Optional.of(next) : alike(found, part.toString());
            if (there.isEmpty()) {
                return given;
            }
            found = there.get();
        }
        return found;
    }

    private static boolean isAscii(String name) {
        return name.chars().allMatch(c -> c < 128);
    }

    private static Optional<Path> alike(Path folder, String name) throws IOException {
        String composed = composed(name);
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    if (composed(entry.getFileName().toString()).equals(composed)) {
                        return Optional.of(entry);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static String composed(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }
}
