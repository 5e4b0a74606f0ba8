// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import dev.sora.table.cell.Half;
import java.nio.ByteBuffer;

/** Floating-point numbers of 2, 4 or 8 bytes each. */
final class Floats extends Vector {

    private final ByteBuffer values;
    private final int width;

    Floats(int length, ByteBuffer validity, ByteBuffer values, int width) {
        super(length, validity);
        this.values = values;
        this.width = width;
    }

    @Override
    double number(int row) {
        return switch (width) {
            case 2 -> Half.number(values.getShort(2 * row));
            case 4 -> values.getFloat(4 * row);
            default -> values.getDouble(8 * row);
        };
    }
}
