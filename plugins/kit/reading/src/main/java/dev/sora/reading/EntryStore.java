// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import dev.sora.source.PassedOver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Where many small files lie: a folder, an archive, a folder within an archive; or one file. */
public interface EntryStore {

    /** More entries than any honest archive or folder has. */
    int MOST_ENTRIES = 20_000_000;

    /**
     * One file as it lies there.
     *
     * @param name its path within the store, with forward slashes
     * @param bytes the file
     */
    record Item(String name, byte[] bytes) {}

    /** A pass over the files. */
    interface Cursor extends AutoCloseable {

        /** Returns the next file, or nothing after the last. */
        Optional<Item> next();

        @Override
        void close();
    }

    /**
     * Opens a store.
     *
     * @param path a folder, an archive, {@code archive!/folder}, or a file
     * @param choice which files are read
     * @param mostBytes more than that no file may hold
     * @throws dev.sora.problem.DataException if there is nothing at the path
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
     * Returns the names of all files, in the order in which a pass meets them. A packed archive is
     * gone through for it.
     */
    List<String> names();

    /**
     * Returns the folders that files lie in or that are empty, hidden ones left out; only after
     * {@link #names()} or a whole pass for a packed archive.
     */
    Set<String> folders();

    /** Returns what is not read, as far as the files have been gone through. */
    List<PassedOver> passedOver();

    /** Starts a pass over the files with the given names. */
    Cursor open(Predicate<String> wanted);

    /** Returns the name of a file as the origin of its record. */
    String origin(String name);

    /** Returns where a file lies, for messages. */
    String place(String name);
}
