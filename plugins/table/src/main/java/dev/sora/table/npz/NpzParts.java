// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.npz;

import dev.sora.reading.PartFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Detects the splits of a data set by the names of arrays. */
final class NpzParts {

    private static final String ENDING = ".npy";
    private static final List<String> ORDER = List.of("train", "validation", "test");

    private NpzParts() {}

    /** Returns settings by split; the whole file if the names of its arrays name no splits. */
    static Map<String, Map<String, Object>> of(Path file) {
        Map<String, Map<String, String>> found = new LinkedHashMap<>();
        boolean all = true;
        for (String array : names(file)) {
            String[] named = named(array);
            all &= !named[0].isEmpty();
            found.computeIfAbsent(named[0], part -> new LinkedHashMap<>()).put(named[1], array);
        }
        Map<String, Map<String, Object>> parts = new LinkedHashMap<>();
        if (!all || !found.containsKey("train")) {
            parts.put("train", raw(file, Map.of()));
            return parts;
        }
        for (String part : ORDER) {
            if (found.containsKey(part)) {
                parts.put(part, raw(file, found.get(part)));
            }
        }
        return parts;
    }

    /** Returns the split and the column that the name of an array denotes. */
    private static String[] named(String array) {
        int first = array.indexOf('_');
        int last = array.lastIndexOf('_');
        if (first > 0 && !PartFolders.part(array.substring(0, first)).isEmpty()) {
            return new String[] {
                PartFolders.part(array.substring(0, first)), array.substring(first + 1)
            };
        }
        if (last > 0 && !PartFolders.part(array.substring(last + 1)).isEmpty()) {
            return new String[] {
                PartFolders.part(array.substring(last + 1)), array.substring(0, last)
            };
        }
        return new String[] {"", array};
    }

    private static Map<String, Object> raw(Path file, Map<String, String> columns) {
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put(NpzType.PATH.name(), file.toString());
        if (!columns.isEmpty()) {
            raw.put(NpzType.COLUMNS.name(), columns);
        }
        return raw;
    }

    private static List<String> names(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .toList();
        } catch (IOException e) {
            // opening the source reports what is wrong with the file
            return List.of();
        }
    }
}
