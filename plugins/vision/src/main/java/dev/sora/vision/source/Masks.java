// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.source;

import dev.sora.data.ImageValue;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.EntryStore;
import dev.sora.reading.PictureChoice;
import dev.sora.reading.Place;
import dev.sora.reading.picture.DecodedAhead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The masks of pictures: a picture and its mask have the same name within their folders, except for
 * the ending.
 */
final class Masks {

    private static final int MOST_BYTES = 256 << 20;

    private final Path path;
    private final EntryStore store;
    private final Map<String, String> names = new HashMap<>();

    private Masks(Path path, EntryStore store) {
        this.path = path;
        this.store = store;
        for (String name : store.names()) {
            String before = names.put(stem(name), name);
            if (before != null) {
                throw new DataException(
                        Problem.of("SORA-4168", "a mask does not belong to one picture alone")
                                .where(path.toString())
                                .needs(
                                        "one mask of the name %s, whatever its ending"
                                                .formatted(stem(name)))
                                .have(before + " and " + name)
                                .fix("rename or remove all but one of them"));
            }
        }
    }

    /** Opens the masks of a folder or archive. */
    static Masks of(Path path) {
        return new Masks(path, EntryStore.of(path, new PictureChoice(), MOST_BYTES));
    }

    /** Returns the files that are read. */
    List<Path> files() {
        return Files.isDirectory(path)
                ? store.names().stream().map(path::resolve).toList()
                : List.of(Place.of(path).file());
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > name.lastIndexOf('/') ? name.substring(0, dot) : name;
    }

    /**
     * Starts a pass over the masks of some pictures, which are asked for in the same order.
     *
     * @param pictures the names of all pictures
     * @param wanted those that are read
     */
    Pass open(List<String> pictures, Predicate<String> wanted) {
        Set<String> read = new HashSet<>();
        for (String picture : pictures) {
            if (wanted.test(picture) && !read.add(stem(picture))) {
                throw new DataException(
                        Problem.of("SORA-4168", "a mask does not belong to one picture alone")
                                .where(path.toString())
                                .needs(
                                        "one picture of the name %s, whatever its ending"
                                                .formatted(stem(picture)))
                                .have("several, one of which is " + picture)
                                .fix("rename or remove all but one of them"));
            }
        }
        return new Pass(store.open(name -> read.contains(stem(name))));
    }

    /** A pass over masks, beside one over their pictures. Used by one thread. */
    final class Pass implements AutoCloseable {

        private final EntryStore.Cursor cursor;
        private Optional<EntryStore.Item> ahead = Optional.empty();

        private Pass(EntryStore.Cursor cursor) {
            this.cursor = cursor;
        }

        /**
         * Reads the mask of the next picture, and returns the work that decodes it.
         *
         * @param place the place of the picture, for messages
         * @throws RecordException if it has none
         */
        DecodedAhead.Work<ImageValue> next(String picture, String place) {
            String wanted = stem(picture);
            if (!names.containsKey(wanted)) {
                throw new RecordException(
                        Problem.of("SORA-4167", "a picture has no mask")
                                .where(place)
                                .needs(
                                        "%s.png, or with another ending, in %s"
                                                .formatted(wanted, path))
                                .have("no such file")
                                .fix(
                                        "add the mask, or leave such pictures out with 'on_error:"
                                                + " skip' on the data source"));
            }
            EntryStore.Item item = read(names.get(wanted));
            return decoder -> decoder.decode(item.bytes(), store.place(item.name()), item.name());
        }

        /** The masks usually have the order of the pictures; any other one is looked up. */
        private EntryStore.Item read(String name) {
            if (ahead.isEmpty()) {
                ahead = cursor.next();
            }
            if (ahead.isPresent() && ahead.get().name().equals(name)) {
                EntryStore.Item found = ahead.get();
                ahead = Optional.empty();
                return found;
            }
            try (EntryStore.Cursor own = store.open(name::equals)) {
                return own.next().orElseThrow();
            }
        }

        @Override
        public void close() {
            cursor.close();
        }
    }
}
