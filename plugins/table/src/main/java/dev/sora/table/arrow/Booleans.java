// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import java.nio.ByteBuffer;

/** Booleans, one bit each. */
final class Booleans extends Vector {

    private final ByteBuffer values;

    Booleans(int length, ByteBuffer validity, ByteBuffer values) {
        super(length, validity);
        this.values = values;
    }

    @Override
    boolean truth(int row) {
        return (values.get(row >> 3) >> (row & 7) & 1) == 1;
    }

    @Override
    double number(int row) {
        return truth(row) ? 1 : 0;
    }
}
