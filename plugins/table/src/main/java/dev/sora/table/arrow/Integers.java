// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Integers of 1 to 8 bytes. */
final class Integers extends Vector {

    private final ByteBuffer values;
    private final int width;
    private final boolean signed;

    Integers(int length, ByteBuffer validity, ByteBuffer values, int width, boolean signed) {
        super(length, validity);
        this.values = values;
        this.width = width;
        this.signed = signed;
    }

    @Override
    long whole(int row) {
        long value = bits(row);
        if (value < 0 && !signed) {
            throw new UnfitValueException("an integer below 2^63", Long.toUnsignedString(value));
        }
        return value;
    }

    @Override
    double number(int row) {
        long value = bits(row);
        return value < 0 && !signed
                ? new BigInteger(Long.toUnsignedString(value)).doubleValue()
                : value;
    }

    @Override
    String text(int row) {
        long value = bits(row);
        return signed ? Long.toString(value) : Long.toUnsignedString(value);
    }

    private long bits(int row) {
        return switch (width) {
            case 1 -> signed ? values.get(row) : values.get(row) & 0xff;
            case 2 -> signed ? values.getShort(2 * row) : values.getShort(2 * row) & 0xffff;
            case 4 -> signed ? values.getInt(4 * row) : values.getInt(4 * row) & 0xffffffffL;
            default -> values.getLong(8 * row);
        };
    }
}
