// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.table.cell.Cell;
import dev.sora.table.cell.Cells;
import dev.sora.table.cell.Moments;
import dev.sora.table.cell.PictureFolder;
import dev.sora.table.file.Lines;
import java.io.IOException;
import java.util.BitSet;
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
                row[position] = value(parser, schema.columns().get(position), where);
            }
        }
    }

    private Object value(JsonParser parser, Column column, Supplier<String> where)
            throws IOException {
        Object value = Json.value(parser);
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
                                    "correct it, declare another type in 'types', or set"
                                            + " 'on_error: skip'"));
        }
        return fitting;
    }

    private Object fit(Object value, ColumnType type, Supplier<String> where) {
        if (value instanceof String text && type != ColumnType.TEXT && type != ColumnType.NESTED) {
            char[] letters = text.toCharArray();
            return Cells.of(type, pictures).read(letters, 0, letters.length, where);
        }
        return switch (type) {
            case TEXT -> text(value);
            case INTEGER -> value instanceof Long ? value : Cell.NONE;
            case NUMBER -> value instanceof Number number ? finite(number) : Cell.NONE;
            case TRUTH -> value instanceof Boolean ? value : Cell.NONE;
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

    private static Object finite(Number number) {
        double value = number.doubleValue();
        return Double.isFinite(value) ? (Object) value : Cell.NONE;
    }

    private Object text(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).collect(Collectors.joining(separator));
        }
        if (value instanceof Double number
                && number == Math.rint(number)
                && Math.abs(number) < 1e15) {
            // 3 and 3.0 are one number, and so one text
            return Long.toString(number.longValue());
        }
        return String.valueOf(value);
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
