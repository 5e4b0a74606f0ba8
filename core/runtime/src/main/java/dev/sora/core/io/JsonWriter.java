// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.io;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a tree that {@link JsonReader} can read. */
final class JsonWriter {

    private final JsonGenerator json;
    private int values;

    JsonWriter(JsonGenerator json) {
        this.json = json;
    }

    void value(@Nullable Object value, int depth) throws IOException {
        if (++values > Json.MAX_VALUES) {
            throw new Json.TooLargeException("more than " + Json.MAX_VALUES + " values");
        }
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            object(map, depth + 1);
        } else if (value instanceof Collection<?> list) {
            array(list, depth + 1);
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof CharSequence || value instanceof Character) {
            text(bounded(value.toString(), Json.MAX_TEXT));
        } else {
            throw new IllegalArgumentException(
                    "a tree holds no value of type " + value.getClass().getName());
        }
    }

    /**
     * Writes a string; unpaired surrogates, which UTF-8 cannot represent, are written as escapes.
     */
    private void text(String text) throws IOException {
        if (text.codePoints().noneMatch(JsonWriter::isHalf)) {
            json.writeString(text);
            return;
        }
        StringBuilder escaped = new StringBuilder("\"");
        text.codePoints()
                .forEach(
                        point ->
                                escaped.append(
                                        isHalf(point)
                                                ? "\\u%04X".formatted(point)
                                                : escaped(Character.toString(point))));
        json.writeRawValue(escaped.append('"').toString());
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    private static String escaped(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    private void object(Map<?, ?> map, int depth) throws IOException {
        check(depth);
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            json.writeFieldName(bounded(String.valueOf(entry.getKey()), Json.MAX_KEY));
            value(entry.getValue(), depth);
        }
        json.writeEndObject();
    }

    private void array(Collection<?> list, int depth) throws IOException {
        check(depth);
        json.writeStartArray();
        for (Object element : list) {
            value(element, depth);
        }
        json.writeEndArray();
    }

    private void number(Number number) throws IOException {
        if (number instanceof Double || number instanceof Float) {
            // A float is written as the double of the same value: 0.1f is not 0.1.
            double value = number.doubleValue();
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        } else if (number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte) {
            json.writeNumber(number.longValue());
        } else {
            throw new IllegalArgumentException(
                    "a tree holds no number of type " + number.getClass().getName());
        }
    }

    private static void check(int depth) {
        if (depth > Json.MAX_DEPTH) {
            throw new IllegalArgumentException("deeper than " + Json.MAX_DEPTH + " levels");
        }
    }

    private static String bounded(String text, int limit) {
        if (text.length() > limit) {
            throw new Json.TooLargeException("a text longer than " + limit + " characters");
        }
        return text;
    }
}
