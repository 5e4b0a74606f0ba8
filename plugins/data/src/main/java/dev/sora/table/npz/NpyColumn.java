// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.npz;

import dev.sora.data.ColumnType;
import dev.sora.data.ImageValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Turns rows of one array into values of one column. */
final class NpyColumn {

    private final NpyHeader header;
    private final ColumnType type;

    NpyColumn(NpyHeader header, ColumnType type) {
        this.header = header;
        this.type = type;
    }

    /** Returns the type of column that an array suggests. */
    static ColumnType natural(NpyHeader header) {
        if (header.kind() == 'u' && header.size() <= 2 && isImage(header.shape())) {
            return ColumnType.IMAGE;
        }
        boolean one = header.inner().isEmpty();
        return switch (header.kind()) {
            case 'U', 'S' -> ColumnType.TEXT;
            case 'b' -> one ? ColumnType.TRUTH : ColumnType.VECTOR;
            case 'f' -> one ? ColumnType.NUMBER : ColumnType.VECTOR;
            default -> one ? ColumnType.INTEGER : ColumnType.IDENTIFIERS;
        };
    }

    /** Returns whether the values of an array can be of a type. */
    static boolean fits(NpyHeader header, ColumnType type) {
        boolean text = header.kind() == 'U' || header.kind() == 'S';
        boolean one = header.inner().isEmpty();
        return switch (type) {
            case TEXT -> one && (text || header.kind() != 'f');
            case NUMBER -> one && !text;
            case VECTOR -> !text;
            default -> true;
        };
    }

    private static boolean isImage(List<Long> shape) {
        boolean grey = shape.size() == 3;
        boolean deep = shape.size() == 4 && List.of(1L, 3L, 4L).contains(shape.get(3));
        return (grey || deep) && shape.get(1) > 1 && shape.get(2) > 1;
    }

    /** Returns the value of a row; null if it is missing. */
    Object value(byte[] row) {
        ByteBuffer buffer =
                ByteBuffer.wrap(row)
                        .order(header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        return switch (type) {
            case IMAGE -> image(row, buffer);
            case TEXT -> text(row, buffer);
            case TRUTH -> row[0] != 0;
            case NUMBER -> {
                double number = number(buffer, 0);
                // numpy's way to say that there is no value
                yield Double.isFinite(number) ? (Object) number : null;
            }
            case INTEGER -> whole(buffer, 0);
            case IDENTIFIERS -> {
                long[] values = new long[header.elements()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = whole(buffer, i);
                }
                yield values;
            }
            default -> {
                float[] values = new float[header.elements()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) number(buffer, i);
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

    private Object text(byte[] row, ByteBuffer buffer) {
        if (header.kind() == 'S') {
            int end = row.length;
            while (end > 0 && row[end - 1] == 0) {
                end--;
            }
            return new String(row, 0, end, StandardCharsets.UTF_8);
        }
        if (header.kind() != 'U') {
            return Long.toString(whole(buffer, 0));
        }
        StringBuilder text = new StringBuilder();
        for (int at = 0; at + 4 <= row.length; at += 4) {
            int letter = buffer.getInt(at);
            if (letter == 0) {
                break;
            }
            text.appendCodePoint(Character.isValidCodePoint(letter) ? letter : 0xfffd);
        }
        return text.toString();
    }

    private double number(ByteBuffer buffer, int index) {
        if (header.kind() != 'f') {
            return whole(buffer, index);
        }
        return switch (header.size()) {
            case 2 -> half(buffer.getShort(2 * index));
            case 4 -> buffer.getFloat(4 * index);
            default -> buffer.getDouble(8 * index);
        };
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

    /** Returns a number of 16 bits (IEEE 754 binary16). */
    private static double half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double size =
                switch (exponent) {
                    case 0 -> Math.scalb((double) fraction, -24);
                    case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
                    default -> Math.scalb(1024.0 + fraction, exponent - 25);
                };
        return bits < 0 ? -size : size;
    }
}
