// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Detects that files change while a run still reads them. Records are identified by position, so a
 * change would assign other records to the splits without any error.
 */
final class FileStamps {

    private static final Stamp GONE = new Stamp(-1, FileTime.fromMillis(0), false);

    private final Map<Path, Stamp> stamps = new LinkedHashMap<>();

    /** The files that existed, except the temporary ones of the source. */
    private final Set<Path> found = new LinkedHashSet<>();

    private record Stamp(long size, FileTime modified, boolean isFile) {

        static Stamp of(Path file) {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(now.size(), now.lastModifiedTime(), now.isRegularFile());
            } catch (IOException e) {
                return GONE;
            }
        }
    }

    /** Stores the current state of files. */
    FileStamps(List<Path> files) {
        files.forEach(file -> stamps.put(file, Stamp.of(file)));
        stamps.forEach(
                (file, stamp) -> {
                    if (stamp.isFile()) {
                        found.add(file);
                    }
                });
    }

    /** Returns the regular files that were there, without those that their source removed. */
    Set<Path> found() {
        return found;
    }

    /**
     * Closes the source of the files. What it removes itself, such as a download, nobody misses.
     *
     * @param source closes it
     */
    void close(Runnable source) {
        Set<Path> removed = new LinkedHashSet<>(found);
        removed.removeIf(file -> !Files.isRegularFile(file));
        source.run();
        removed.removeIf(Files::isRegularFile);
        found.removeAll(removed);
    }

    /**
     * Checks that no file has changed.
     *
     * @throws DataException if one has
     */
    void check() {
        stamps.forEach(
                (file, before) -> {
                    if (!before.equals(Stamp.of(file))) {
                        throw changed(file.toString(), "it was changed or deleted");
                    }
                });
    }

    /** Returns the error that the number of records has changed. */
    DataException counted(String source, long before, long now) {
        return changed(
                stamps.isEmpty() ? source : stamps.keySet().iterator().next().toString(),
                "%,d records at first, and now %s%,d"
                        .formatted(before, now > before ? "at least " : "", now));
    }

    private static DataException changed(String where, String have) {
        return new DataException(
                Problem.of("SORA-4011", "the data changed while it was used")
                        .where(where)
                        .needs("the same records in every pass")
                        .have(have)
                        .fix("start again when no program writes to it, or use a copy"));
    }
}
