// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.sora.problem.DataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a tree from untrusted bytes. */
final class JsonReader {

    private final JsonParser json;
    private final String where;
    private int values;

    private JsonReader(JsonParser json, String where) {
        this.json = json;
        this.where = where;
    }

    static Map<String, Object> object(JsonFactory factory, byte[] utf8, String where) {
        return whole(factory, utf8, where, JsonToken.START_OBJECT, "object", JsonReader::object);
    }

    static List<Map<String, Object>> records(JsonFactory factory, byte[] utf8, String where) {
        try {
            return whole(factory, utf8, where, JsonToken.START_ARRAY, "array", JsonReader::objects);
        } catch (DataException e) {
            throw new DataException(
                    e.problems().get(0).fix("write an array of objects: [{\"age\": 31}, …]"));
        }
    }

    /** Reads a value of which nothing but white space is before and after. */
    private static <T> T whole(
            JsonFactory factory,
            byte[] utf8,
            String where,
            JsonToken start,
            String what,
            Part<T> part) {
        try (JsonParser json = factory.createParser(utf8)) {
            JsonReader reader = new JsonReader(json, where);
            if (json.nextToken() != start) {
                throw ReadProblems.malformed(where, "a JSON %s was expected".formatted(what));
            }
            T tree = part.read(reader);
            if (json.nextToken() != null) {
                throw ReadProblems.malformed(
                        where, "something follows the JSON %s".formatted(what));
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw ReadProblems.malformed(
                    where + ":" + line(e), "not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            // The parser guesses UTF-16 and UTF-32 from the first bytes, which leads to an error
            // here.
            throw ReadProblems.malformed(where, "not valid JSON: " + e.getMessage());
        }
    }

    /** Reads a part of the text. */
    private interface Part<T> {
        T read(JsonReader reader) throws IOException;
    }

    private static int line(JsonProcessingException e) {
        return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
    }

    private Map<String, Object> object() throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            map.put(key, value());
        }
        return map;
    }

    private List<Map<String, Object>> objects() throws IOException {
        List<Map<String, Object>> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw ReadProblems.malformed(
                        where,
                        "element %d of the array is not an object".formatted(list.size() + 1));
            }
            list.add(object());
        }
        return list;
    }

    private List<Object> array() throws IOException {
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            list.add(value());
        }
        return list;
    }

    private @Nullable Object value() throws IOException {
        if (++values > Json.MAX_VALUES) {
            throw ReadProblems.malformed(where, "more than " + Json.MAX_VALUES + " values");
        }
        return switch (json.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> json.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> finite(json.getDoubleValue());
            default ->
                    throw ReadProblems.malformed(
                            where, "not valid JSON: unexpected " + json.currentToken());
        };
    }

    private double finite(double value) {
        if (!Double.isFinite(value)) {
            throw ReadProblems.malformed(where, "a number that is too large");
        }
        return value;
    }
}
