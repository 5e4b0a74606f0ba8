// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
     * @param path a folder, an archive, {@code archive!/folder}, or a file that is accepted
     * @param accepts which files count, by their paths; hidden ones never do
     * @param mostBytes more than that no file may hold
     * @throws dev.sora.problem.DataException if there is nothing at the path
     */
    static EntryStore of(Path path, Predicate<String> accepts, int mostBytes) {
        Place place = Place.of(path);
        Predicate<String> wanted = name -> !Entries.isHidden(name) && accepts.test(name);
        if (!place.isEntry()) {
            String name = String.valueOf(path.getFileName());
            if (Files.isDirectory(path) || accepts.test(name)) {
                return new FolderStore(path, wanted, mostBytes);
            }
        }
        Predicate<String> inside =
                name -> Entries.isWithin(name, place.entry()) && wanted.test(name);
        return place.isZip()
                ? new ZipStore(place.file(), inside, mostBytes)
                : new TarStore(place.file(), inside, mostBytes);
    }

    /**
     * Returns the names of all files, in the order in which a pass meets them. A packed archive is
     * gone through for it.
     */
    List<String> names();

    /** Starts a pass over the files with the given names. */
    Cursor open(Predicate<String> wanted);

    /** Returns the name of a file as the origin of its record. */
    String origin(String name);

    /** Returns where a file lies, for messages. */
    String place(String name);
}
