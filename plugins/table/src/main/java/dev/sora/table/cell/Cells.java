// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.cell;

import dev.sora.data.ColumnType;
import dev.sora.data.ColumnValues;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Creates cells by column type. */
public final class Cells {

    /** The names of the column types that a manifest can request for a text. */
    public static final List<String> WORDS =
            List.of(
                    "text",
                    "integer",
                    "number",
                    "boolean",
                    "time",
                    "image",
                    "vector",
                    "identifiers");

    /** A shared cell for texts, which are the most frequent type. */
    private static final Cell TEXTS =
            new Cell() {
                @Override
                public Object read(char[] text, int from, int length, Supplier<String> where) {
                    return new String(text, from, length);
                }

                @Override
                public String needs() {
                    return "a text";
                }
            };

    private Cells() {}

    /** Returns the column type with a name from {@link #WORDS}. */
    public static ColumnType type(String word) {
        return ColumnType.valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Returns a cell for a type; it returns null for texts that mean "missing". */
    public static Cell of(ColumnType type, PictureFolder pictures) {
        return switch (type) {
            case TEXT -> TEXTS;
            case INTEGER -> cell(type, "an integer of 64 bits");
            case NUMBER -> cell(type, "a number");
            case BOOLEAN -> cell(type, "true, false, yes, no, 1 or 0");
            case TIME -> cell(type, "a date, a date and time (ISO 8601), or seconds since 1970");
            case VECTOR -> cell(type, "numbers");
            case IDENTIFIERS -> cell(type, "integers of 64 bits");
            case IMAGE -> pictures;
            case NESTED, TEXTS -> throw new IllegalArgumentException("no text stands for " + type);
        };
    }

    private static Cell cell(ColumnType type, String needs) {
        return new Cell() {
            @Override
            public Object read(char[] text, int from, int length, Supplier<String> where) {
                return ColumnValues.ofText(type, text, from, length);
            }

            @Override
            public String needs() {
                return needs;
            }
        };
    }
}
