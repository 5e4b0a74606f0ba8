// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes trees of maps, lists, texts and numbers as JSON. */
public final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Returns a tree as one line. */
    public static String line(Object tree) {
        return write(tree, false);
    }

    /** Returns a tree as a document that people can read. */
    public static String document(Object tree) {
        return write(tree, true);
    }

    /** Returns problems as a tree: the five parts of each, those that say nothing left out. */
    public static List<Map<String, Object>> problems(List<Problem> problems) {
        return problems.stream().map(Json::problem).toList();
    }

    private static Map<String, Object> problem(Problem problem) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("code", problem.code());
        tree.put("message", problem.message());
        part(tree, "where", problem.where());
        part(tree, "needs", problem.needs());
        part(tree, "have", problem.have());
        part(tree, "fix", problem.fix());
        return tree;
    }

    private static void part(Map<String, Object> tree, String name, String value) {
        if (!value.isEmpty()) {
            tree.put(name, value);
        }
    }

    private static String write(Object tree, boolean pretty) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            if (pretty) {
                json.useDefaultPrettyPrinter();
            }
            write(json, tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(json, element);
            }
            json.writeEndArray();
        } else if (value.getClass().isArray()) {
            json.writeStartArray();
            for (int i = 0; i < Array.getLength(value); i++) {
                write(json, Array.get(value, i));
            }
            json.writeEndArray();
        } else if (value instanceof Number number) {
            number(json, number);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else {
            json.writeString(value.toString());
        }
    }

    private static void number(JsonGenerator json, Number number) throws IOException {
        if (number instanceof Double || number instanceof Float) {
            // JSON has no word for what is not a number.
            if (Double.isFinite(number.doubleValue())) {
                json.writeNumber(number.toString());
            } else {
                json.writeNull();
            }
        } else {
            json.writeNumber(number.longValue());
        }
    }
}
