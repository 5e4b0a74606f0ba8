// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.source;

import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.ClassFolders;
import dev.sora.reading.EntryStore;
import dev.sora.reading.Place;
import dev.sora.reading.dicom.DicomFile;
import dev.sora.reading.dicom.Window;
import dev.sora.source.DataSource;
import dev.sora.source.PassedOver;
import dev.sora.source.RecordStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads DICOM files of a folder or archive as records. */
final class DicomFolder implements DataSource {

    /**
     * What happens to a file.
     *
     * @param labelled whether its folder is its class
     * @param frames {@code first}, {@code middle} or {@code all}
     */
    record Rules(boolean labelled, List<DicomAttribute> attributes, Window window, String frames) {}

    private final Schema schema;
    private final Path path;
    private final EntryStore store;
    private final Rules rules;

    DicomFolder(Schema schema, Path path, EntryStore store, Rules rules) {
        this.schema = schema;
        this.path = path;
        this.store = store;
        this.rules = rules;
        if (store.names().isEmpty()) {
            throw new DataException(
                    Problem.of("SORA-4116", "there are no pictures")
                            .where(path.toString())
                            .needs("DICOM files")
                            .have("0 DICOM files")
                            .fix("check the path"));
        }
        if (rules.labelled()) {
            store.names().forEach(this::label);
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public OptionalLong size() {
        return rules.frames().equals("all")
                ? OptionalLong.empty()
                : OptionalLong.of(store.names().size());
    }

    @Override
    public List<Path> files() {
        return Files.isDirectory(path)
                ? store.names().stream().map(path::resolve).toList()
                : List.of(Place.of(path).file());
    }

    @Override
    public List<PassedOver> passedOver() {
        return store.passedOver();
    }

    private String label(String name) {
        String folder = ClassFolders.of(name);
        if (folder.isEmpty() || folder.equals(".")) {
            throw new DataException(
                    Problem.of("SORA-4117", "a picture is not in a class folder")
                            .where(store.place(name))
                            .needs("a folder for each class, with its pictures in it")
                            .fix("set 'labels: none' if the pictures have no classes"));
        }
        return folder;
    }

    @Override
    public RecordStream records() {
        EntryStore.Cursor cursor = store.open(name -> true);
        return new RecordStream() {
            private long number;
            private EntryStore.Item item;
            private DicomFile file;
            private int frame;
            private int end;

            @Override
            public Optional<DataRecord> next() {
                if (frame == end) {
                    Optional<EntryStore.Item> following = cursor.next();
                    if (following.isEmpty()) {
                        return Optional.empty();
                    }
                    item = following.get();
                    number++;
                    begin();
                } else {
                    number++;
                }
                int own = frame++;
                try {
                    return Optional.of(record(own));
                } catch (RecordException e) {
                    // further frames of a damaged file are damaged too
                    frame = end;
                    throw e.from(store.origin(item.name()));
                }
            }

            private void begin() {
                frame = 0;
                end = 0;
                try {
                    file = DicomFile.read(item.bytes(), store.place(item.name()));
                    // a file without a picture is one broken record
                    int frames = Math.max(1, file.frames());
                    frame = rules.frames().equals("middle") ? frames / 2 : 0;
                    end = rules.frames().equals("all") ? frames : frame + 1;
                } catch (RecordException e) {
                    throw e.from(store.origin(item.name()));
                }
            }

            private DataRecord record(int own) {
                List<Object> values = new ArrayList<>();
                values.add(file.picture(own, rules.window()));
                if (rules.labelled()) {
                    values.add(label(item.name()));
                }
                for (DicomAttribute attribute : rules.attributes()) {
                    values.add(file.text(attribute.tag()).orElse(null));
                }
                String origin = store.origin(item.name());
                if (rules.frames().equals("all")) {
                    values.add((long) own);
                }
                return new DataRecord(schema, origin, number, values.toArray());
            }

            @Override
            public void close() {
                cursor.close();
            }
        };
    }
}
