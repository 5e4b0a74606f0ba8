// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds the splits of a data set by the usual names of folders and arrays. */
public final class PartFolders {

    private static final Map<String, List<String>> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("train", List.of("train", "training", "trn"));
        WORDS.put("validation", List.of("validation", "valid", "val", "dev"));
        WORDS.put("test", List.of("test", "testing", "tst"));
    }

    private PartFolders() {}

    /** Returns the split that a word stands for; empty if it stands for none. */
    public static String part(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return WORDS.entrySet().stream()
                .filter(entry -> entry.getValue().contains(lower))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    /**
     * Returns the folder of each split: with files in {@code data/train} and {@code data/test},
     * these two, training first. All files are one split, in the folder with an empty name, unless
     * the topmost folders that differ are all splits and one of them is for training.
     *
     * @param names the paths of files, with forward slashes
     */
    public static Map<String, String> of(Collection<String> names) {
        int depth = 0;
        List<String> prefix = new ArrayList<>();
        while (true) {
            List<String> level = level(names, depth);
            if (level.isEmpty()) {
                break;
            }
            Map<String, String> parts = new LinkedHashMap<>();
            for (String folder : level) {
                String part = part(folder);
                if (part.isEmpty() || parts.put(part, path(prefix, folder)) != null) {
                    parts.clear();
                    break;
                }
            }
            if (parts.containsKey("train")) {
                Map<String, String> ordered = new LinkedHashMap<>();
                WORDS.keySet().stream()
                        .filter(parts::containsKey)
                        .forEach(part -> ordered.put(part, parts.get(part)));
                return ordered;
            }
            if (level.size() > 1) {
                break;
            }
            prefix.add(level.get(0));
            depth++;
        }
        return Map.of("train", "");
    }

    /** Returns the distinct folders at a depth; empty if there is a file at this depth or above. */
    private static List<String> level(Collection<String> names, int depth) {
        List<String> folders = new ArrayList<>();
        for (String name : names) {
            String[] parts = name.split("/");
            if (parts.length <= depth + 1) {
                return List.of();
            }
            if (!folders.contains(parts[depth])) {
                folders.add(parts[depth]);
                if (folders.size() > 10) {
                    return List.of();
                }
            }
        }
        return folders;
    }

    private static String path(List<String> prefix, String folder) {
        List<String> parts = new ArrayList<>(prefix);
        parts.addAll(Arrays.asList(folder));
        return String.join("/", parts);
    }

    /**
     * Returns the path of a folder within a folder or an archive, as in a manifest.
     *
     * @param within the path within; empty for the folder or archive itself
     */
    public static String path(Path input, String within) {
        if (within.isEmpty()) {
            return input.toString();
        }
        Place place = Place.of(input);
        boolean archive = Place.isArchive(String.valueOf(place.file().getFileName()));
        // names within an archive are those of its entries, even if a folder of it was given
        String base = archive ? place.file().toString() : input.toString();
        return base + (archive ? "!/" : "/") + within;
    }
}
