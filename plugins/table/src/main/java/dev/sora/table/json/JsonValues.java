// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.ColumnValues;
import dev.sora.data.Schema;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.text.Lines;
import dev.sora.table.cell.Cell;
import dev.sora.table.cell.PictureFolder;
import java.io.IOException;
import java.util.BitSet;
import java.util.Locale;
import java.util.function.Supplier;

/** Converts JSON lines to rows of values. */
final class JsonValues {

    private static final int SHOWN = 60;

    private final Schema schema;
    private final PictureFolder pictures;
    private final String separator;

    /** The columns whose keys were missing in the last object. */
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
            // most objects have the same keys, so their records share one set
            absent = lacking;
        }
        return row;
    }

    /** Returns the positions of the columns whose keys were missing in the last object. */
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
        return type == ColumnType.IMAGE && value instanceof String name
                ? pictures.read(name.strip(), where)
                : ColumnValues.of(type, value, separator);
    }

    private static String word(ColumnType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
