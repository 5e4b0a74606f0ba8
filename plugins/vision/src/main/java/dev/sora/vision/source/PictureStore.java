// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.source;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Where pictures lie: a folder, an archive or one file. */
interface PictureStore {

    /** No picture takes more, as a file. */
    int MOST_BYTES = 256 << 20;

    /** More entries than any honest archive or folder has. */
    int MOST_ENTRIES = 20_000_000;

    /**
     * One picture as it lies there.
     *
     * @param name its path within the store, with forward slashes
     * @param bytes the file
     */
    record Item(String name, byte[] bytes) {}

    /** A pass over the pictures. */
    interface Cursor extends AutoCloseable {

        /** Returns the next picture, or nothing after the last. */
        Optional<Item> next();

        @Override
        void close();
    }

    /** Returns the names of all pictures, in the order in which a pass meets them. */
    List<String> names();

    /** Starts a pass over the pictures with the given names. */
    Cursor open(Predicate<String> wanted);

    /** Returns the name of a picture as the origin of its record. */
    String origin(String name);

    /** Returns where a picture lies, for messages. */
    String place(String name);
}
