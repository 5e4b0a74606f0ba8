// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.source;

import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.data.Schema;
import dev.sora.detection.box.LabelledBox;
import dev.sora.problem.RecordException;
import dev.sora.reading.EntryStore;
import dev.sora.reading.Place;
import dev.sora.reading.picture.DecodedAhead;
import dev.sora.source.DataSource;
import dev.sora.source.PassedOver;
import dev.sora.source.RecordStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Pictures and their annotations. Annotations are read when the source is opened, and kept;
 * pictures are read in each pass, one at a time, in the order of the folder or archive. Annotations
 * that cannot be used come first, as broken records.
 */
final class MarkedPictures implements DataSource {

    /** The greatest size of a file. */
    static final int MOST_BYTES = 256 << 20;

    private final Schema schema;
    private final Path path;
    private final EntryStore store;
    private final Map<String, Marked> byPicture;
    private final List<RecordException> broken;
    private final List<PassedOver> passedOver;
    private final List<Path> annotations;

    /**
     * Creates the source.
     *
     * @param path the folder or archive of the pictures
     * @param store its files
     * @param byPicture what is stated about each picture, by its name in the store
     * @param broken annotations that cannot be used, each with its origin
     * @param passedOver files that are not read, besides those of the store
     * @param annotations the files of the annotations
     */
    MarkedPictures(
            Schema schema,
            Path path,
            EntryStore store,
            Map<String, Marked> byPicture,
            List<RecordException> broken,
            List<PassedOver> passedOver,
            Collection<Path> annotations) {
        this.schema = schema;
        this.path = path;
        this.store = store;
        this.byPicture = byPicture;
        this.broken = List.copyOf(broken);
        this.passedOver = List.copyOf(passedOver);
        this.annotations = List.copyOf(annotations);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(byPicture.size() + (long) broken.size());
    }

    @Override
    public List<Path> files() {
        List<Path> files = new ArrayList<>(annotations);
        if (Files.isDirectory(path)) {
            byPicture.keySet().stream().sorted().map(path::resolve).forEach(files::add);
        } else {
            files.add(Place.of(path).file());
        }
        return files.stream().distinct().toList();
    }

    @Override
    public List<PassedOver> passedOver() {
        List<PassedOver> all = new ArrayList<>(passedOver);
        all.addAll(store.passedOver());
        return all;
    }

    @Override
    public RecordStream records() {
        Deque<RecordException> first = new ArrayDeque<>(broken);
        EntryStore.Cursor cursor = store.open(byPicture::containsKey);
        long[] number = {broken.size()};
        DecodedAhead<DataRecord> decoded =
                new DecodedAhead<>(() -> cursor.next().map(item -> work(item, ++number[0])));
        return new RecordStream() {

            @Override
            public Optional<DataRecord> next() {
                if (!first.isEmpty()) {
                    throw first.removeFirst();
                }
                return decoded.next();
            }

            @Override
            public void close() {
                decoded.close();
                cursor.close();
            }
        };
    }

    private DecodedAhead.Work<DataRecord> work(EntryStore.Item item, long number) {
        return pictures -> {
            String origin = store.origin(item.name());
            try {
                ImageValue picture =
                        pictures.decode(item.bytes(), store.place(item.name()), item.name());
                List<LabelledBox> boxes = byPicture.get(item.name()).boxes(picture, item.name());
                return new DataRecord(schema, origin, number, picture, LabelledBox.toValues(boxes));
            } catch (RecordException e) {
                throw e.from(origin);
            }
        };
    }
}
