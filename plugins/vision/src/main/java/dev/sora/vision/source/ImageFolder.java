// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.source;

import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.data.Schema;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.reading.ClassFolders;
import dev.sora.reading.EntryStore;
import dev.sora.reading.Place;
import dev.sora.reading.picture.Pictures;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Pictures of a store as records. */
final class ImageFolder implements DataSource {

    private final Schema schema;
    private final Path path;
    private final EntryStore store;
    private final Predicate<String> wanted;
    private final long size;

    ImageFolder(Schema schema, Path path, EntryStore store, OptionalLong limit) {
        this.schema = schema;
        this.path = path;
        this.store = store;
        List<String> names = store.names();
        if (names.isEmpty()) {
            throw new DataException(
                    Problem.of("SORA-4116", "there are no pictures")
                            .where(path.toString())
                            .needs("files that end in png, jpg, jpeg, pgm, ppm, pnm, bmp or gif")
                            .have("0 pictures")
                            .fix("check the path"));
        }
        if (labelled()) {
            names.forEach(this::label);
        }
        size = Math.min(names.size(), limit.orElse(Long.MAX_VALUE));
        wanted = size == names.size() ? name -> true : ClassFolders.evenly(names, size)::contains;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(size);
    }

    @Override
    public List<Path> files() {
        if (!Files.isDirectory(path)) {
            return List.of(Place.of(path).file());
        }
        return store.names().stream().filter(wanted).map(path::resolve).toList();
    }

    @Override
    public RecordStream records() {
        EntryStore.Cursor cursor = store.open(wanted);
        Pictures pictures = new Pictures();
        return new RecordStream() {
            private long number;

            @Override
            public Optional<DataRecord> next() {
                return number == size ? Optional.empty() : cursor.next().map(this::toRecord);
            }

            @Override
            public void close() {
                pictures.close();
                cursor.close();
            }

            private DataRecord toRecord(EntryStore.Item item) {
                String origin = store.origin(item.name());
                ImageValue image = pictures.decode(item.bytes(), store.place(item.name()));
                number++;
                return labelled()
                        ? new DataRecord(schema, origin, number, image, label(item.name()))
                        : new DataRecord(schema, origin, number, image);
            }
        };
    }

    private boolean labelled() {
        return schema.columns().size() > 1;
    }

    private String label(String name) {
        String folder = ClassFolders.of(name);
        if (folder.isEmpty() || folder.equals(".")) {
            throw new DataException(
                    Problem.of("SORA-4117", "a picture lies in no class folder")
                            .where(store.place(name))
                            .needs("a folder for each class, with its pictures in it")
                            .fix("set 'labels: none' if the pictures have no classes"));
        }
        return folder;
    }
}
