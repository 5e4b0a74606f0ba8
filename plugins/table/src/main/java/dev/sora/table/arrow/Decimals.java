// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Decimals of 4 to 32 bytes. */
final class Decimals extends Vector {

    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);

    private final ByteBuffer values;
    private final int width;
    private final int scale;

    Decimals(int length, ByteBuffer validity, ByteBuffer values, int width, int scale) {
        super(length, validity);
        this.values = values;
        this.width = width;
        this.scale = scale;
    }

    private BigDecimal decimal(int row) {
        byte[] digits = new byte[width];
        int end = row * width + width - 1;
        for (int i = 0; i < width; i++) {
            digits[i] = values.get(end - i);
        }
        return new BigDecimal(new BigInteger(digits), scale);
    }

    @Override
    long whole(int row) {
        BigDecimal value = decimal(row);
        if (value.compareTo(MOST) > 0 || value.compareTo(LEAST) < 0) {
            throw new UnfitValueException("an integer of 64 bits", value.toPlainString());
        }
        return value.longValue();
    }

    @Override
    double number(int row) {
        return decimal(row).doubleValue();
    }

    @Override
    String text(int row) {
        return decimal(row).toPlainString();
    }
}
