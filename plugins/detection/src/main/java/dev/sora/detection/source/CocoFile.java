// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.source;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.reading.Place;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Reads the lists of a JSON file of COCO, one element at a time, so polygons of objects are not
 * kept.
 *
 * @param images with {@code id}, {@code file_name}, {@code width} and {@code height}
 * @param annotations with {@code id}, {@code image_id}, {@code category_id}, {@code bbox}
 * @param categories the names by their ids
 */
record CocoFile(List<Image> images, List<Annotation> annotations, Map<Long, String> categories) {

    /** An image; an id that is not stated is empty. */
    record Image(int position, OptionalLong id, String fileName, int width, int height) {}

    /** An annotation; an id that is not stated is empty, and so is a box without four numbers. */
    record Annotation(
            int position,
            OptionalLong id,
            OptionalLong image,
            OptionalLong category,
            List<Double> box,
            boolean crowd) {}

    static CocoFile read(Place place) {
        List<Image> images = new ArrayList<>();
        List<Annotation> annotations = new ArrayList<>();
        Map<Long, String> categories = new HashMap<>();
        boolean[] found = new boolean[3];
        try (Reader text = new InputStreamReader(place.open(), StandardCharsets.UTF_8);
                JsonReader json = new JsonReader(text)) {
            if (json.peek() != JsonToken.BEGIN_OBJECT) {
                throw broken(place, "no JSON object", null);
            }
            json.beginObject();
            while (json.hasNext()) {
                String key = json.nextName();
                switch (key) {
                    case "images" -> {
                        found[0] = true;
                        elements(json, place, key, (at, each) -> images.add(image(at, each)));
                    }
                    case "annotations" -> {
                        found[1] = true;
                        elements(
                                json,
                                place,
                                key,
                                (at, each) -> annotations.add(annotation(at, each)));
                    }
                    case "categories" -> {
                        found[2] = true;
                        elements(
                                json,
                                place,
                                key,
                                (at, each) -> category(at, each, categories, place));
                    }
                    default -> json.skipValue();
                }
            }
            json.endObject();
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw broken(place, "it is not valid JSON: " + firstLine(e), e);
        }
        if (!found[0] || !found[1] || !found[2]) {
            throw broken(place, "not all of 'images', 'annotations' and 'categories'", null);
        }
        return new CocoFile(images, annotations, categories);
    }

    /** Takes an element of a list. */
    @FunctionalInterface
    private interface Taker {
        void take(int position, JsonObject element);
    }

    private static void elements(JsonReader json, Place place, String key, Taker taker)
            throws IOException {
        if (json.peek() != JsonToken.BEGIN_ARRAY) {
            throw broken(place, "'%s' is not a list".formatted(key), null);
        }
        json.beginArray();
        int position = 0;
        while (json.hasNext()) {
            JsonElement element = JsonParser.parseReader(json);
            if (!element.isJsonObject()) {
                throw broken(place, "%s[%d] is not an object".formatted(key, position), null);
            }
            taker.take(position++, element.getAsJsonObject());
        }
        json.endArray();
    }

    private static Image image(int position, JsonObject image) {
        return new Image(
                position,
                whole(image.get("id")),
                text(image.get("file_name")),
                size(image.get("width")),
                size(image.get("height")));
    }

    private static Annotation annotation(int position, JsonObject annotation) {
        List<Double> box = new ArrayList<>();
        JsonElement given = annotation.get("bbox");
        if (given != null && given.isJsonArray() && given.getAsJsonArray().size() == 4) {
            for (JsonElement edge : given.getAsJsonArray()) {
                if (isNumber(edge) && Double.isFinite(edge.getAsDouble())) {
                    box.add(edge.getAsDouble());
                }
            }
        }
        JsonElement crowd = annotation.get("iscrowd");
        boolean isCrowd =
                crowd != null
                        && crowd.isJsonPrimitive()
                        && (isNumber(crowd) ? crowd.getAsDouble() != 0 : crowd.getAsBoolean());
        return new Annotation(
                position,
                whole(annotation.get("id")),
                whole(annotation.get("image_id")),
                whole(annotation.get("category_id")),
                box.size() == 4 ? box : List.of(),
                isCrowd);
    }

    private static void category(
            int position, JsonObject category, Map<Long, String> categories, Place place) {
        OptionalLong id = whole(category.get("id"));
        String name = text(category.get("name")).strip();
        String at = "categories[%d]".formatted(position);
        if (id.isEmpty() || name.isEmpty()) {
            throw broken(place, at + " has no id or no name", null);
        }
        String other = categories.putIfAbsent(id.getAsLong(), name);
        if (other != null) {
            throw broken(
                    place,
                    "%s: the id %d is that of '%s' and of '%s'"
                            .formatted(at, id.getAsLong(), other, name),
                    null);
        }
    }

    private static boolean isNumber(JsonElement element) {
        return element instanceof JsonPrimitive primitive && primitive.isNumber();
    }

    private static String text(JsonElement element) {
        return element instanceof JsonPrimitive primitive && primitive.isString()
                ? primitive.getAsString()
                : "";
    }

    private static OptionalLong whole(JsonElement element) {
        if (!isNumber(element) || element.getAsString().length() > 24) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(new BigDecimal(element.getAsString()).longValueExact());
        } catch (ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    private static int size(JsonElement element) {
        OptionalLong size = whole(element);
        return size.isPresent() && size.getAsLong() > 0 && size.getAsLong() < Integer.MAX_VALUE
                ? (int) size.getAsLong()
                : 0;
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage());
        return message.split("\n", 2)[0];
    }

    private static DataException broken(Place place, String have, Exception cause) {
        return new DataException(
                Problem.of("SORA-4355", "a file of annotations cannot be read")
                        .where(place.toString())
                        .needs("a JSON object with the lists 'images', 'annotations', 'categories'")
                        .have(have)
                        .fix("correct the file, or fetch it again"),
                cause);
    }
}
