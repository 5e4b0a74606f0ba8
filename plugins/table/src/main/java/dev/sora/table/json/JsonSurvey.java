// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sora.data.ColumnType;
import dev.sora.reading.text.Lines;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Infers the columns of JSON lines and their types. */
final class JsonSurvey {

    private static final int MOST_COLUMNS = 10_000;

    /** Types whose values are elements of a list of texts, or such a list itself. */
    private static final Set<ColumnType> LISTED =
            Set.of(ColumnType.TEXTS, ColumnType.TEXT, ColumnType.INTEGER, ColumnType.IDENTIFIERS);

    private final Map<String, ColumnType> found = new LinkedHashMap<>();

    /** Returns the types by column name, of all columns with at least one value. */
    Map<String, ColumnType> types() {
        return found;
    }

    void add(Lines line, String where) {
        Json.object(line, where, parser -> object(parser, ""));
    }

    private void object(JsonParser parser, String prefix) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = prefix + parser.currentName();
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                object(parser, name + ".");
                continue;
            }
            Object value = Json.value(parser);
            boolean empty = value instanceof List<?> list && list.isEmpty();
            if (value != null
                    && !empty
                    && (found.size() < MOST_COLUMNS || found.containsKey(name))) {
                found.merge(name, type(value), JsonSurvey::both);
            }
        }
    }

    private static ColumnType type(Object value) {
        if (value instanceof Long) {
            return ColumnType.INTEGER;
        }
        if (value instanceof Double) {
            return ColumnType.NUMBER;
        }
        if (value instanceof Boolean) {
            return ColumnType.BOOLEAN;
        }
        if (value instanceof List<?> list) {
            if (list.stream().allMatch(Long.class::isInstance)) {
                return ColumnType.IDENTIFIERS;
            }
            if (list.stream().allMatch(JsonSurvey::isReal)) {
                return ColumnType.VECTOR;
            }
            if (list.stream().allMatch(Map.class::isInstance)) {
                return ColumnType.NESTED;
            }
            return list.stream().noneMatch(List.class::isInstance)
                            && list.stream().noneMatch(Map.class::isInstance)
                    ? ColumnType.TEXTS
                    : ColumnType.TEXT;
        }
        return ColumnType.TEXT;
    }

    private static boolean isReal(Object value) {
        return value instanceof Long || value instanceof Double;
    }

    /** Returns a type that can hold the values of both. */
    private static ColumnType both(ColumnType one, ColumnType other) {
        if (one == other) {
            return one;
        }
        List<ColumnType> types = List.of(one, other);
        if (types.contains(ColumnType.INTEGER) && types.contains(ColumnType.NUMBER)) {
            return ColumnType.NUMBER;
        }
        if (types.contains(ColumnType.IDENTIFIERS) && types.contains(ColumnType.VECTOR)) {
            return ColumnType.VECTOR;
        }
        // if some lines have lists of labels, a single label is a list of one
        boolean texts = types.contains(ColumnType.TEXTS) && LISTED.containsAll(types);
        return texts ? ColumnType.TEXTS : ColumnType.TEXT;
    }
}
