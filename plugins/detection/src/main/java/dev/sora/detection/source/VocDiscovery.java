// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.source;

import dev.sora.problem.RecordException;
import dev.sora.reading.EntryStore;
import dev.sora.reading.PartFolders;
import dev.sora.reading.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Recognises folders and archives in the form of Pascal VOC, and their splits. */
final class VocDiscovery {

    private static final List<String> LISTS = List.of("train", "val", "test");

    private VocDiscovery() {}

    /**
     * Returns the settings of each split: those of the lists in {@code ImageSets/Main}, otherwise
     * of folders such as {@code train}; empty if it is not in the form of Pascal VOC.
     */
    static Map<String, Map<String, Object>> of(Path input) {
        Place place = Place.of(input);
        boolean archive = Place.isArchive(String.valueOf(place.file().getFileName()));
        if (!Files.isDirectory(input) && !(archive && Files.isRegularFile(place.file()))) {
            return Map.of();
        }
        EntryStore store = EntryStore.of(input, new VocChoice(), MarkedPictures.MOST_BYTES);
        List<String> names = store.names();
        List<String> files =
                names.stream().filter(name -> endsWith(name, VocChoice.ANNOTATION)).toList();
        if (files.isEmpty() || !isAnnotation(store, files.get(0))) {
            return Map.of();
        }
        Map<String, Map<String, Object>> parts = listed(input, names);
        if (parts.isEmpty()) {
            PartFolders.of(files)
                    .forEach(
                            (part, within) ->
                                    parts.put(
                                            part, Map.of("path", PartFolders.path(input, within))));
        }
        return parts;
    }

    private static boolean isAnnotation(EntryStore store, String name) {
        try (EntryStore.Cursor cursor = store.open(name::equals)) {
            VocFile.read(cursor.next().orElseThrow().bytes(), name);
            return true;
        } catch (RecordException e) {
            return false;
        }
    }

    /** Returns the splits by lists; empty unless there is exactly one list for training. */
    private static Map<String, Map<String, Object>> listed(Path input, List<String> names) {
        Map<String, Map<String, Object>> parts = new LinkedHashMap<>();
        for (String list : LISTS) {
            String end = "ImageSets/Main/" + list + VocChoice.LIST;
            long found =
                    names.stream()
                            .filter(name -> name.equals(end) || name.endsWith("/" + end))
                            .count();
            if (found == 1) {
                Map<String, Object> settings = new LinkedHashMap<>();
                settings.put("path", input.toString());
                settings.put("split", list);
                parts.put(PartFolders.part(list), settings);
            }
        }
        if (!parts.containsKey("train")) {
            parts.clear();
        }
        return parts;
    }

    private static boolean endsWith(String name, String ending) {
        return name.toLowerCase(Locale.ROOT).endsWith(ending);
    }
}
