// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import dev.sora.source.PassedOver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A set of many small files: a folder, an archive, a folder within an archive; or one file. */
public interface EntryStore {

    /** The greatest number of entries; a larger archive is refused. */
    int MOST_ENTRIES = 20_000_000;

    /**
     * One file of the store.
     *
     * @param name its path within the store, with forward slashes
     * @param bytes the content
     */
    record Item(String name, byte[] bytes) {}

    /** A pass over the files. */
    interface Cursor extends AutoCloseable {

        /** Returns the next file; empty after the last. */
        Optional<Item> next();

        @Override
        void close();
    }

    /**
     * Opens a store.
     *
     * @param path a folder, an archive, {@code archive!/folder}, or a file
     * @param choice which files are read
     * @param mostBytes the greatest size of a file, in bytes
     * @throws dev.sora.problem.DataException if the path does not exist
     */
    static EntryStore of(Path path, Choice choice, int mostBytes) {
        Place place = Place.of(path);
        if (!place.isEntry()) {
            String name = String.valueOf(path.getFileName());
            if (Files.isDirectory(path)
                    || (Files.isRegularFile(path)
                            && !Place.isArchive(name)
                            && !Archives.looksLikeOne(path))) {
                return new FolderStore(path, choice, mostBytes);
            }
        }
        return Archives.isZip(place)
                ? new ZipStore(place.file(), place.entry(), choice, mostBytes)
                : new TarStore(place.file(), place.entry(), choice, mostBytes);
    }

    /**
     * Returns the names of all files, in the order of a pass. A compressed archive is read for it.
     */
    List<String> names();

    /**
     * Returns all folders, empty ones included, except hidden ones. For a compressed archive they
     * are known only after {@link #names()} or a complete pass.
     */
    Set<String> folders();

    /** Returns the files that are not read, as far as the store has been traversed. */
    List<PassedOver> passedOver();

    /** Starts a pass over the files with the given names. */
    Cursor open(Predicate<String> wanted);

    /** Returns the name of a file as the origin of its record. */
    String origin(String name);

    /** Returns the place of a file for messages. */
    String place(String name);
}
