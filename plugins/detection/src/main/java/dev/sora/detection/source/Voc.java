// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.source;

import dev.sora.data.Schema;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.EntryStore;
import dev.sora.reading.passed.Overlooked;
import dev.sora.source.DataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds and reads the annotations of a folder or archive in the form of Pascal VOC. */
final class Voc {

    private final EntryStore store;
    private final PictureFinder finder;
    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, Marked> byPicture = new HashMap<>();
    private final List<RecordException> broken = new ArrayList<>();

    private Voc(EntryStore store, List<String> pictures) {
        this.store = store;
        this.finder = new PictureFinder(pictures);
    }

    static DataSource open(Schema schema, Path path, Optional<String> split) {
        EntryStore store = EntryStore.of(path, new VocChoice(), MarkedPictures.MOST_BYTES);
        List<String> pictures = new ArrayList<>();
        List<String> files = new ArrayList<>();
        List<String> lists = new ArrayList<>();
        for (String name : store.names()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.endsWith(VocChoice.ANNOTATION)) {
                files.add(name);
            } else if (lower.endsWith(VocChoice.LIST)) {
                lists.add(name);
            } else {
                pictures.add(name);
            }
        }
        if (files.isEmpty()) {
            throw new DataException(
                    Problem.of("SORA-4344", "the data contains no annotations")
                            .where(path.toString())
                            .needs("an XML file of Pascal VOC for each picture")
                            .have("%d pictures, 0 XML files".formatted(pictures.size()))
                            .fix("check the path"));
        }
        Set<String> wanted = new HashSet<>(files);
        split.map(name -> VocSplit.of(name, store, lists, files, path))
                .ifPresent(chosen -> wanted.removeIf(file -> !chosen.contains(file)));
        Voc voc = new Voc(store, pictures);
        voc.read(wanted);
        Overlooked overlooked = new Overlooked();
        if (split.isEmpty()) {
            voc.finder.unused(voc.byPicture.keySet(), overlooked);
        }
        return new MarkedPictures(
                schema,
                path,
                store,
                voc.byPicture,
                voc.broken,
                overlooked.list(),
                Files.isDirectory(path)
                        ? files.stream().filter(wanted::contains).map(path::resolve).toList()
                        : List.of());
    }

    private void read(Set<String> wanted) {
        try (EntryStore.Cursor cursor = store.open(wanted::contains)) {
            Optional<EntryStore.Item> next = cursor.next();
            while (next.isPresent()) {
                read(next.get());
                next = cursor.next();
            }
        }
    }

    private void read(EntryStore.Item item) {
        String where = store.place(item.name());
        try {
            VocFile file = VocFile.read(item.bytes(), where);
            String picture = finder.find(item.name(), file.fileName(), where);
            String other = owners.putIfAbsent(picture, item.name());
            if (other != null) {
                throw new RecordException(
                        Problem.of("SORA-4346", "two annotations are about one picture")
                                .where(where)
                                .have(
                                        "'%s' and '%s' for '%s'"
                                                .formatted(other, item.name(), picture))
                                .fix("remove one of them, or set 'on_error: skip'"));
            }
            byPicture.put(picture, file.marked());
        } catch (RecordException e) {
            broken.add(e.from(store.origin(item.name())));
        }
    }
}
