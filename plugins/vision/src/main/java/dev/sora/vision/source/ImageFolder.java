// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.source;

import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.data.Schema;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.ClassFolders;
import dev.sora.reading.EmptyFolders;
import dev.sora.reading.EntryStore;
import dev.sora.reading.Place;
import dev.sora.reading.passed.Overlooked;
import dev.sora.reading.picture.DecodedAhead;
import dev.sora.reading.picture.Pictures;
import dev.sora.source.DataSource;
import dev.sora.source.PassedOver;
import dev.sora.source.RecordStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the images of a folder or archive as records. */
final class ImageFolder implements DataSource {

    private final Schema schema;
    private final boolean labelled;
    private final Optional<Masks> masks;
    private final Path path;
    private final EntryStore store;
    private final Predicate<String> wanted;
    private final long size;
    private Overlooked overlooked = new Overlooked();

    ImageFolder(
            Schema schema,
            boolean labelled,
            Optional<Masks> masks,
            Path path,
            EntryStore store,
            OptionalLong limit) {
        this.schema = schema;
        this.labelled = labelled;
        this.masks = masks;
        this.path = path;
        this.store = store;
        List<String> names = store.names();
        if (names.isEmpty()) {
            throw nothing();
        }
        if (labelled) {
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
        Stream<Path> pictures = store.names().stream().filter(wanted).map(path::resolve);
        return Stream.concat(pictures, masks.stream().flatMap(m -> m.files().stream())).toList();
    }

    @Override
    public List<PassedOver> passedOver() {
        List<PassedOver> all = new ArrayList<>(store.passedOver());
        if (labelled) {
            all.addAll(EmptyFolders.find(store));
        }
        all.addAll(overlooked.list());
        return all;
    }

    @Override
    public RecordStream records() {
        EntryStore.Cursor cursor = store.open(wanted);
        Optional<Masks.Pass> pass = masks.map(m -> m.open(store.names(), wanted));
        long[] number = {0};
        DecodedAhead<DataRecord> decoded =
                new DecodedAhead<>(
                        () ->
                                number[0] == size
                                        ? Optional.empty()
                                        : cursor.next().map(item -> work(item, ++number[0], pass)));
        return new RecordStream() {

            @Override
            public Optional<DataRecord> next() {
                return decoded.next();
            }

            @Override
            public void close() {
                decoded.close();
                // every pass reads the same images; keep the counts of the pass that read most
                if (decoded.overlooked().count() >= overlooked.count()) {
                    overlooked = decoded.overlooked();
                }
                cursor.close();
                pass.ifPresent(Masks.Pass::close);
            }
        };
    }

    /** Returns the work that makes a record: mask and picture are read here, and decoded there. */
    private DecodedAhead.Work<DataRecord> work(
            EntryStore.Item item, long number, Optional<Masks.Pass> pass) {
        String origin = store.origin(item.name());
        String place = store.place(item.name());
        try {
            Optional<DecodedAhead.Work<ImageValue>> mask =
                    pass.map(p -> p.next(item.name(), place));
            return pictures -> {
                try {
                    return record(item, number, mask.map(m -> m.with(pictures)), pictures);
                } catch (RecordException e) {
                    throw e.from(origin);
                }
            };
        } catch (RecordException e) {
            throw e.from(origin);
        }
    }

    private DataRecord record(
            EntryStore.Item item, long number, Optional<ImageValue> mask, Pictures pictures) {
        List<Object> values = new ArrayList<>(3);
        values.add(pictures.decode(item.bytes(), store.place(item.name()), item.name()));
        if (labelled) {
            values.add(label(item.name()));
        }
        mask.ifPresent(values::add);
        return new DataRecord(schema, store.origin(item.name()), number, values.toArray());
    }

    private DataException nothing() {
        String passed =
                store.passedOver().stream()
                        .map(
                                what ->
                                        "%d %s (%s)"
                                                .formatted(
                                                        what.count(),
                                                        what.reason(),
                                                        String.join(", ", what.examples())))
                        .collect(Collectors.joining("; "));
        String fixes =
                store.passedOver().stream()
                        .map(PassedOver::fix)
                        .filter(fix -> !fix.isEmpty())
                        .distinct()
                        .collect(Collectors.joining("; "));
        return new DataException(
                Problem.of("SORA-4116", "there are no pictures")
                        .where(path.toString())
                        .needs("pictures in the format " + Pictures.formats())
                        .have(passed.isEmpty() ? "0 pictures" : passed)
                        .fix("check the path" + (fixes.isEmpty() ? "" : "; " + fixes)));
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
}
