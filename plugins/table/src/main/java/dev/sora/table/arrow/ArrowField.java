// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column, or an inner field of one, as described by the schema of a file.
 *
 * @param id its number among all fields of the schema
 * @param name its name
 * @param type its type
 * @param extension the name of the extension type; empty if there is none
 * @param encoding how values refer to a dictionary; null if they do not
 * @param children the inner fields
 */
record ArrowField(
        int id,
        String name,
        Logical type,
        String extension,
        @Nullable Encoding encoding,
        List<ArrowField> children) {

    /**
     * A type with its parameters.
     *
     * @param kind the type
     * @param width bytes of a value, or of an offset; elements of a list of fixed size
     * @param signed whether integers have a sign
     * @param precision digits of a decimal
     * @param scale digits after the point of a decimal
     * @param unit 0 for seconds, 1 for milliseconds, 2 for microseconds, 3 for nanoseconds
     * @param zoned whether a timestamp is an instant, and not a local date and time
     * @param buffers how many buffers each batch holds, besides those whose count varies
     */
    record Logical(
            Kind kind,
            int width,
            boolean signed,
            int precision,
            int scale,
            int unit,
            boolean zoned,
            int buffers) {}

    /** References to the values of a dictionary. */
    record Encoding(long dictionary, int width, boolean signed) {}

    Kind kind() {
        return type.kind();
    }

    /** Returns its first inner field. */
    ArrowField element() {
        return children.get(0);
    }

    /** Returns whether its integers may exceed the range of signed 64-bit integers. */
    boolean isWide() {
        return kind() == Kind.INT && type.width() == Long.BYTES && !type.signed()
                || kind() == Kind.DECIMAL && type.precision() - type.scale() >= 19;
    }

    /** Returns the name of its type for messages. */
    String typeName() {
        int bits = type.width() * Byte.SIZE;
        return switch (kind()) {
            case INT -> (type.signed() ? "int" : "uint") + bits;
            case FLOAT -> "float" + bits;
            case DECIMAL -> "decimal%d(%d, %d)".formatted(bits, type.precision(), type.scale());
            case LIST, LIST_VIEW, FIXED_LIST -> kind().word() + "<" + element().typeName() + ">";
            case STRUCT ->
                    "struct<"
                            + Texts.listed(children.stream().map(ArrowField::name).toList())
                            + ">";
            default -> kind().word();
        };
    }
}
