// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.source;

import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.sora.reading.PartFolders;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Recognises files of COCO, and finds the pictures that they are about. */
final class CocoDiscovery {

    /** Folders between the one that is named and a file of annotations, at most. */
    private static final int DEPTH = 3;

    /** Files that are opened, those of outer folders first. */
    private static final int MOST_FILES = 64;

    private static final List<String> LISTS = List.of("images", "annotations", "categories");

    private CocoDiscovery() {}

    /** Returns the settings of each split, by the names of files and folders. */
    static Map<String, Map<String, Object>> of(Path input) {
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        for (Path file : files(input)) {
            Optional<String> first = firstPicture(file);
            Optional<Path> pictures = first.flatMap(name -> pictures(file, name));
            if (pictures.isPresent()) {
                Map<String, Object> settings = new LinkedHashMap<>();
                settings.put("annotations", file.toString());
                settings.put("images", pictures.get().toString());
                found.putIfAbsent(part(file), settings);
            }
        }
        Map<String, Map<String, Object>> parts = new LinkedHashMap<>();
        for (String part : List.of("train", "validation", "test")) {
            if (found.containsKey(part)) {
                parts.put(part, found.get(part));
            }
        }
        // a single file without a telling name, or a split that is none for training
        return parts.containsKey("train") || found.isEmpty()
                ? parts
                : Map.of("train", found.values().iterator().next());
    }

    private static List<Path> files(Path input) {
        if (isJson(input) && Files.isRegularFile(input)) {
            return List.of(input);
        }
        if (!Files.isDirectory(input)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(input, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            return all.filter(CocoDiscovery::isJson)
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(Path::getNameCount).thenComparing(file -> file))
                    .limit(MOST_FILES)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static boolean isJson(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".json");
    }

    /** Returns the name of the first picture; empty if it is not a file of COCO. */
    private static Optional<String> firstPicture(Path file) {
        List<String> seen = new ArrayList<>();
        Optional<String> first = Optional.empty();
        try (JsonReader json =
                new JsonReader(
                        new InputStreamReader(
                                Files.newInputStream(file), StandardCharsets.UTF_8))) {
            if (json.peek() != JsonToken.BEGIN_OBJECT) {
                return Optional.empty();
            }
            json.beginObject();
            while (json.hasNext()) {
                String key = json.nextName();
                if (LISTS.contains(key) && json.peek() != JsonToken.BEGIN_ARRAY) {
                    return Optional.empty();
                }
                seen.add(key);
                if (key.equals("images")) {
                    first = firstName(json);
                } else {
                    json.skipValue();
                }
            }
        } catch (IOException | JsonParseException | IllegalStateException e) {
            return Optional.empty();
        }
        return seen.containsAll(LISTS) ? first : Optional.empty();
    }

    private static Optional<String> firstName(JsonReader json) throws IOException {
        Optional<String> first = Optional.empty();
        json.beginArray();
        while (json.hasNext()) {
            if (first.isPresent() || json.peek() != JsonToken.BEGIN_OBJECT) {
                json.skipValue();
                continue;
            }
            json.beginObject();
            while (json.hasNext()) {
                boolean named = json.nextName().equals("file_name");
                if (named && json.peek() == JsonToken.STRING) {
                    first = Optional.of(json.nextString());
                } else {
                    json.skipValue();
                }
            }
            json.endObject();
        }
        json.endArray();
        return first;
    }

    /**
     * Finds the folder that holds a picture: that of the file, {@code images} in it, or the same
     * above it, with the year and split of the file's name, such as {@code train2017}.
     */
    private static Optional<Path> pictures(Path file, String picture) {
        Path own = file.toAbsolutePath().getParent();
        String stem = PictureFinder.stem(String.valueOf(file.getFileName()));
        String last = stem.substring(stem.lastIndexOf('_') + 1);
        List<Path> bases = new ArrayList<>(List.of(own));
        if (own.getParent() != null) {
            bases.add(own.getParent());
        }
        for (Path base : bases) {
            for (String within : List.of("", "images", last, "images/" + last)) {
                Path folder = base.resolve(within);
                if (holds(folder, picture)) {
                    return Optional.of(folder);
                }
            }
        }
        return Optional.empty();
    }

    /** A name from a file must not lead out of the folder. */
    private static boolean holds(Path folder, String picture) {
        try {
            Path found = folder.resolve(picture.replace('\\', '/')).normalize();
            return found.startsWith(folder.normalize()) && Files.isRegularFile(found);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Returns the split by words of the file's name, or of its folder; training without any. */
    private static String part(Path file) {
        String folder =
                Optional.ofNullable(file.getParent())
                        .map(parent -> String.valueOf(parent.getFileName()))
                        .orElse("");
        for (String name :
                List.of(PictureFinder.stem(String.valueOf(file.getFileName())), folder)) {
            for (String word : name.split("[^A-Za-z]+")) {
                if (!PartFolders.part(word).isEmpty()) {
                    return PartFolders.part(word);
                }
            }
        }
        return "train";
    }
}
