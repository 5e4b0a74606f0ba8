// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import dev.sora.data.ColumnType;
import dev.sora.data.Numbers;
import java.util.Arrays;

/** Collects the fields after the named ones into one value. */
final class RemainingFields {

    private final String name;
    private final ColumnType type;
    private final int target;
    private final StringBuilder texts = new StringBuilder();
    private long[] wholes = new long[16];
    private float[] numbers = new float[16];
    private int count;

    RemainingFields(String name, ColumnType type, int target) {
        this.name = name;
        this.type = type;
        this.target = target;
    }

    void begin() {
        count = 0;
        texts.setLength(0);
    }

    boolean take(char[] text, int from, int length) {
        if (CsvLayout.isTooMany(count)) {
            return false;
        }
        switch (type) {
            case IDENTIFIERS -> {
                if (!Numbers.isInteger(text, from, length)) {
                    return false;
                }
                wholes = count == wholes.length ? Arrays.copyOf(wholes, 2 * count) : wholes;
                wholes[count] = Numbers.whole(text, from, length);
            }
            case VECTOR -> {
                double value = Numbers.parse(text, from, length);
                if (!Float.isFinite((float) value)) {
                    return false;
                }
                numbers = count == numbers.length ? Arrays.copyOf(numbers, 2 * count) : numbers;
                numbers[count] = (float) value;
            }
            default -> texts.append(count == 0 ? "" : " ").append(text, from, length);
        }
        count++;
        return true;
    }

    void end(Object[] values) {
        values[target] =
                switch (type) {
                    case IDENTIFIERS -> Arrays.copyOf(wholes, count);
                    case VECTOR -> Arrays.copyOf(numbers, count);
                    default -> texts.toString();
                };
    }

    String name() {
        return name;
    }

    String needs() {
        return switch (type) {
            case IDENTIFIERS -> "an integer of 64 bits";
            case VECTOR -> "a number";
            default -> "fewer fields";
        };
    }
}
