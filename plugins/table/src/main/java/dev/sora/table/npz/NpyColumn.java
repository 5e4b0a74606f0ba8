// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.npz;

import dev.sora.data.ColumnType;
import dev.sora.data.ImageValue;
import dev.sora.table.cell.Half;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Converts rows of one array to values of one column. */
final class NpyColumn {

    private final NpyHeader header;
    private final ColumnType type;

    NpyColumn(NpyHeader header, ColumnType type) {
        this.header = header;
        this.type = type;
    }

    /** Returns the default type of column for an array. */
    static ColumnType natural(NpyHeader header) {
        if (header.kind() == 'u' && header.size() <= 2 && isImage(header.shape())) {
            return ColumnType.IMAGE;
        }
        boolean one = header.inner().isEmpty();
        return switch (header.kind()) {
            case 'U', 'S' -> one ? ColumnType.TEXT : ColumnType.TEXTS;
            case 'b' -> one ? ColumnType.BOOLEAN : ColumnType.VECTOR;
            case 'f' -> one ? ColumnType.NUMBER : ColumnType.VECTOR;
            default -> one ? ColumnType.INTEGER : ColumnType.IDENTIFIERS;
        };
    }

    /** Returns whether the values of an array can have a type. */
    static boolean fits(NpyHeader header, ColumnType type) {
        boolean text = header.kind() == 'U' || header.kind() == 'S';
        boolean one = header.inner().isEmpty();
        return switch (type) {
            case TEXT -> one && (text || header.kind() != 'f');
            case NUMBER -> one && !text;
            case VECTOR -> !text;
            case TEXTS -> text;
            default -> true;
        };
    }

    private static boolean isImage(List<Long> shape) {
        boolean grey = shape.size() == 3;
        boolean deep = shape.size() == 4 && List.of(1L, 3L, 4L).contains(shape.get(3));
        return (grey || deep) && shape.get(1) > 1 && shape.get(2) > 1;
    }

    /**
     * Returns the value of a row; null if it is missing.
     *
     * @throws ArithmeticException if a number exceeds the range of the column's type
     */
    Object value(byte[] row) {
        ByteBuffer buffer =
                ByteBuffer.wrap(row)
                        .order(header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        return switch (type) {
            case IMAGE -> image(row, buffer);
            case TEXT ->
                    header.kind() == 'U' || header.kind() == 'S' ? text(buffer, 0) : digits(buffer);
            case BOOLEAN -> row[0] != 0;
            case NUMBER -> {
                double number = number(buffer, 0);
                // NumPy has no null and uses NaN; infinite numbers are left to inputs, as in all
                // sources
                yield Double.isNaN(number) ? null : (Object) number;
            }
            case INTEGER -> signed(buffer, 0);
            case IDENTIFIERS -> {
                long[] values = new long[header.elements()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = signed(buffer, i);
                }
                yield values;
            }
            case TEXTS -> {
                List<String> texts = new ArrayList<>(header.elements());
                for (int i = 0; i < header.elements(); i++) {
                    texts.add(text(buffer, i * header.size()));
                }
                yield List.copyOf(texts);
            }
            default -> {
                float[] values = new float[header.elements()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = single(number(buffer, i));
                }
                yield values;
            }
        };
    }

    private ImageValue image(byte[] row, ByteBuffer buffer) {
        int width = header.shape().get(2).intValue();
        int height = header.shape().get(1).intValue();
        int channels = header.shape().size() == 4 ? header.shape().get(3).intValue() : 1;
        if (header.size() == 1) {
            return new ImageValue(width, height, channels, row);
        }
        short[] deep = new short[row.length / Short.BYTES];
        buffer.asShortBuffer().get(deep);
        return ImageValue.ofDeep(width, height, channels, deep);
    }

    /** Returns the text of an element without the zeros at its end. */
    private String text(ByteBuffer buffer, int from) {
        if (header.kind() == 'S') {
            int end = from + header.size();
            while (end > from && buffer.get(end - 1) == 0) {
                end--;
            }
            return new String(buffer.array(), from, end - from, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder();
        for (int at = from; at + 4 <= from + header.size(); at += 4) {
            int letter = buffer.getInt(at);
            if (letter == 0) {
                break;
            }
            text.appendCodePoint(Character.isValidCodePoint(letter) ? letter : 0xfffd);
        }
        return text.toString();
    }

    private String digits(ByteBuffer buffer) {
        if (header.kind() == 'b') {
            return Boolean.toString(buffer.get(0) != 0);
        }
        long whole = whole(buffer, 0);
        return isUnsigned() ? Long.toUnsignedString(whole) : Long.toString(whole);
    }

    private double number(ByteBuffer buffer, int index) {
        if (header.kind() != 'f') {
            long whole = whole(buffer, index);
            return whole < 0 && isUnsigned()
                    ? new BigInteger(Long.toUnsignedString(whole)).doubleValue()
                    : whole;
        }
        return switch (header.size()) {
            case 2 -> Half.number(buffer.getShort(2 * index));
            case 4 -> buffer.getFloat(4 * index);
            default -> buffer.getDouble(8 * index);
        };
    }

    /** Returns a number in 32 bits; a finite number remains finite. */
    private static float single(double number) {
        float value = (float) number;
        if (Float.isInfinite(value) && !Double.isInfinite(number)) {
            throw new ArithmeticException("%s is beyond what 32-bit floats hold".formatted(number));
        }
        return value;
    }

    /** Returns whether values may exceed signed 64-bit integers. */
    private boolean isUnsigned() {
        return header.kind() == 'u' && header.size() == 8;
    }

    /** Returns a signed integer. */
    private long signed(ByteBuffer buffer, int index) {
        long value = whole(buffer, index);
        if (value < 0 && isUnsigned()) {
            throw new ArithmeticException(
                    "%s is beyond 2^63".formatted(Long.toUnsignedString(value)));
        }
        return value;
    }

    private long whole(ByteBuffer buffer, int index) {
        boolean unsigned = header.kind() != 'i';
        return switch (header.size()) {
            case 1 -> unsigned ? buffer.get(index) & 0xff : buffer.get(index);
            case 2 -> unsigned ? buffer.getShort(2 * index) & 0xffff : buffer.getShort(2 * index);
            case 4 -> unsigned ? buffer.getInt(4 * index) & 0xffffffffL : buffer.getInt(4 * index);
            default -> buffer.getLong(8 * index);
        };
    }
}
