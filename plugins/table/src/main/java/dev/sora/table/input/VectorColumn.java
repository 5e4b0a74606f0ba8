// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.table.cell.Cell;
import dev.sora.table.cell.Cells;
import dev.sora.table.cell.PictureFolder;
import java.util.Arrays;
import java.util.List;

/**
 * The numbers of one column of vectors of equal length.
 *
 * @param column the column
 * @param width the length of each vector
 * @param reason the origin of that length, for messages
 */
record VectorColumn(String column, int width, String reason) implements NumberColumns {

    @Override
    public String name(int number) {
        return column + "[" + number + "]";
    }

    @Override
    public void read(DataRecord record, NumberRules rules, double[] values) {
        Object value = InputProblem.value(record, column);
        if (value == null) {
            Arrays.fill(values, rules.none(record, column));
            return;
        }
        Object numbers = numbers(record, column, value);
        int length = length(numbers);
        if (length != width) {
            throw InputProblem.width(record, column, width, reason, length);
        }
        if (numbers instanceof float[] floats) {
            for (int i = 0; i < width; i++) {
                values[i] = number(record, rules, i, floats[i]);
            }
        } else if (numbers instanceof long[] wholes) {
            for (int i = 0; i < width; i++) {
                values[i] = number(record, rules, i, wholes[i]);
            }
        } else {
            values[0] = rules.number(record, column, numbers);
        }
    }

    private double number(DataRecord record, NumberRules rules, int place, double value) {
        if (Double.isNaN(value)) {
            return rules.none(record, name(place));
        }
        if (Double.isInfinite(value)) {
            throw InputProblem.tooLarge(record, name(place), value);
        }
        return rules.checked(record, name(place), value);
    }

    @Override
    public RuntimeException missing(List<String> names, long records) {
        return names.size() == width
                ? InputProblem.allMissing(List.of(column), records)
                : InputProblem.elementsMissing(names, records);
    }

    /**
     * Returns the length of a record's vector; 0 if it is missing.
     *
     * @throws dev.sora.problem.RecordException if the vector is empty
     */
    static int length(DataRecord record, String column) {
        Object value = InputProblem.value(record, column);
        int length = value == null ? 0 : length(numbers(record, column, value));
        if (value != null && length == 0) {
            throw InputProblem.width(record, column, 1, "at least", 0);
        }
        return length;
    }

    private static int length(Object numbers) {
        return numbers instanceof float[] floats
                ? floats.length
                : numbers instanceof long[] wholes ? wholes.length : 1;
    }

    /** Returns a vector as an array of floats or integers, or as a single number. */
    private static Object numbers(DataRecord record, String column, Object value) {
        if (value instanceof String text) {
            Object read = texts().read(text.toCharArray(), 0, text.length(), record::where);
            if (read == Cell.NONE) {
                throw InputProblem.none(record, column, "a vector of numbers", value);
            }
            return read;
        }
        return value;
    }

    private static Cell texts() {
        return Cells.of(ColumnType.VECTOR, (PictureFolder) null);
    }
}
