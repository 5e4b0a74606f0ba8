// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A file, or a file within an archive.
 *
 * <p>In the path of a file within an archive, an exclamation mark follows the name of the archive:
 * {@code data/ml-100k.zip!/ml-100k/u.data}. Archives are zip (including npz), tar, tar.gz and tgz.
 *
 * @param file the file on disk: the archive, if there is one
 * @param entry the path within the archive, with forward slashes; empty if there is no archive
 */
public record Place(Path file, String entry) {

    private static final List<String> ARCHIVES = List.of(".zip", ".tar", ".tar.gz", ".tgz", ".npz");

    /** Parses a path; accesses no file. */
    public static Place of(Path path) {
        Path root = path.getRoot();
        for (int i = 0; i < path.getNameCount(); i++) {
            String name = path.getName(i).toString();
            if (name.endsWith("!") && isArchive(name.substring(0, name.length() - 1))) {
                Path parts = path.subpath(0, i + 1);
                Path marked = root == null ? parts : root.resolve(parts);
                Path file = marked.resolveSibling(name.substring(0, name.length() - 1));
                String entry =
                        i + 1 == path.getNameCount()
                                ? ""
                                : path.subpath(i + 1, path.getNameCount())
                                        .toString()
                                        .replace('\\', '/');
                return new Place(file, Entries.plain(entry));
            }
        }
        return new Place(path, "");
    }

    /** Returns whether a name has the extension of an archive. */
    public static boolean isArchive(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ARCHIVES.stream().anyMatch(lower::endsWith);
    }

    /** Returns whether this is a file within an archive. */
    public boolean isEntry() {
        return !entry.isEmpty();
    }

    /** Returns whether this is a file on disk whose name does not indicate compression. */
    public boolean isPlain() {
        return !isEntry() && !String.valueOf(file.getFileName()).endsWith(".gz");
    }

    /** Returns whether the file has the extension of a zip archive. */
    public boolean isZip() {
        String lower = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return lower.endsWith(".zip") || lower.endsWith(".npz");
    }

    /**
     * Returns whether its first bytes can be read fast: it exists, and is not within a tar archive.
     */
    public boolean isQuick() {
        return Files.isRegularFile(file) && (!isEntry() || isZip());
    }

    /**
     * Opens the file, decompressed if its first bytes are those of gzip. The caller closes the
     * stream.
     *
     * @throws dev.sora.problem.DataException if there is no such file, or the archive is invalid;
     *     the stream throws {@link java.io.IOException} if the data is damaged
     */
    public InputStream open() {
        return Opening.of(this);
    }

    /** Returns a short name, for the origin of records: {@code ml-100k.zip!/ml-100k/u.data}. */
    public String name() {
        return isEntry() ? file.getFileName() + "!/" + entry : String.valueOf(file.getFileName());
    }

    /** Returns the last part of the path in lower case, without {@code .gz}. */
    public String kind() {
        String last = isEntry() ? entry : String.valueOf(file.getFileName());
        String lower = last.substring(last.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
    }

    @Override
    public String toString() {
        return isEntry() ? file + "!/" + entry : file.toString();
    }
}
