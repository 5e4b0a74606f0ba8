// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.data.Values;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.table.cell.Cell;
import dev.sora.table.cell.Cells;
import dev.sora.table.cell.Moments;
import dev.sora.table.cell.PictureFolder;
import dev.sora.table.file.Lines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Turns lines of JSON into rows of values of the columns' types. */
final class JsonValues {

    private static final int SHOWN = 60;

    private final Schema schema;
    private final PictureFolder pictures;
    private final String separator;

    /** The columns that do not stand in the object that was read last. */
    private BitSet absent = new BitSet();

    JsonValues(Schema schema, PictureFolder pictures, String separator) {
        this.schema = schema;
        this.pictures = pictures;
        this.separator = separator;
    }

    Object[] read(Lines line, String where) {
        Object[] row = new Object[schema.columns().size()];
        BitSet lacking = new BitSet(row.length);
        lacking.set(0, row.length);
        Json.object(line, where, parser -> object(parser, "", row, lacking, () -> where));
        if (!lacking.equals(absent)) {
            // most objects have the same keys, and their records share one set
            absent = lacking;
        }
        return row;
    }

    /** Returns the positions of the columns whose keys the last object had not. */
    BitSet absent() {
        return absent;
    }

    private void object(
            JsonParser parser, String prefix, Object[] row, BitSet lacking, Supplier<String> where)
            throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = prefix.isEmpty() ? parser.currentName() : prefix + parser.currentName();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT) {
                object(parser, name + ".", row, lacking, where);
                continue;
            }
            int position = schema.position(name);
            if (position < 0) {
                parser.skipChildren();
                continue;
            }
            lacking.clear(position);
            if (token != JsonToken.VALUE_NULL) {
                if (row[position] != null) {
                    throw new RecordException(
                            Problem.of("SORA-4232", "a line names '%s' twice".formatted(name))
                                    .where(where.get())
                                    .needs("one value for each column")
                                    .fix("take one out, or set 'on_error: skip'"));
                }
                row[position] = value(parser, schema.columns().get(position), where);
            }
        }
    }

    private Object value(JsonParser parser, Column column, Supplier<String> where)
            throws IOException {
        Object value = Json.value(parser);
        if (value == null) {
            return null;
        }
        Object fitting = fit(value, column.type(), where);
        if (fitting == Cell.NONE) {
            String shown = String.valueOf(value);
            throw new RecordException(
                    Problem.of(
                                    "SORA-4211",
                                    "column '%s' does not hold %s"
                                            .formatted(column.name(), word(column.type())))
                            .where(where.get())
                            .needs(word(column.type()))
                            .have(shown.length() > SHOWN ? shown.substring(0, SHOWN) : shown)
                            .fix(
                                    "correct it, declare another type, such as 'types: {%s: text}',"
                                                    .formatted(column.name())
                                            + " or set 'on_error: skip'"));
        }
        return fitting;
    }

    private Object fit(Object value, ColumnType type, Supplier<String> where) {
        if (value instanceof String text && !asTexts(type)) {
            char[] letters = text.toCharArray();
            return Cells.of(type, pictures).read(letters, 0, letters.length, where);
        }
        return switch (type) {
            case TEXT -> text(value);
            case INTEGER -> value instanceof Double number ? Cells.ofDouble(number) : whole(value);
            case NUMBER -> number(value);
            case TRUTH -> truth(value);
            case TEXTS -> texts(value);
            case TIME ->
                    value instanceof Long seconds
                            ? Moments.ofSeconds(seconds).map(Object.class::cast).orElse(Cell.NONE)
                            : Cell.NONE;
            case VECTOR -> vector(value);
            case IDENTIFIERS -> identifiers(value);
            case NESTED ->
                    value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)
                            ? value
                            : Cell.NONE;
            case IMAGE -> Cell.NONE;
        };
    }

    private static boolean asTexts(ColumnType type) {
        return type == ColumnType.TEXT || type == ColumnType.TEXTS || type == ColumnType.NESTED;
    }

    private static Object whole(Object value) {
        return value instanceof Boolean truth
                ? (Object) (truth ? 1L : 0L)
                : value instanceof Long ? value : Cell.NONE;
    }

    private static Object number(Object value) {
        if (value instanceof List || value instanceof Map) {
            return Cell.NONE;
        }
        try {
            return Values.number(value);
        } catch (NumberFormatException e) {
            return Cell.NONE;
        }
    }

    private static Object truth(Object value) {
        if (value instanceof Boolean) {
            return value;
        }
        boolean number = value instanceof Number;
        return number && value.equals(1L)
                ? Boolean.TRUE
                : number && value.equals(0L) ? Boolean.FALSE : Cell.NONE;
    }

    private static Object texts(Object value) {
        List<?> list = value instanceof List<?> given ? given : Collections.singletonList(value);
        List<String> texts = new ArrayList<>(list.size());
        for (Object element : list) {
            if (element instanceof List || element instanceof Map) {
                return Cell.NONE;
            }
            if (element != null) {
                texts.add(element instanceof String text ? text : Values.name(element));
            }
        }
        return List.copyOf(texts);
    }

    private String text(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(this::text).collect(Collectors.joining(separator));
        }
        // 3 and 3.0 are one number, and so one text
        return value instanceof String text ? text : Values.name(value);
    }

    private static Object vector(Object value) {
        if (!(value instanceof List<?> list)) {
            return Cell.NONE;
        }
        float[] numbers = new float[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(list.get(i) instanceof Number number) || !Float.isFinite(number.floatValue())) {
                return Cell.NONE;
            }
            numbers[i] = number.floatValue();
        }
        return numbers;
    }

    private static Object identifiers(Object value) {
        if (!(value instanceof List<?> list)) {
            return Cell.NONE;
        }
        long[] numbers = new long[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(list.get(i) instanceof Long number)) {
                return Cell.NONE;
            }
            numbers[i] = number;
        }
        return numbers;
    }

    private static String word(ColumnType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
