// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import java.util.SplittableRandom;

/** A uniform sample of records: hashes and numbers of their values. */
public final class RowSample {

    private static final int MOST_VALUES = 2_000_000;
    private static final int MOST_ROWS = 20_000;

    private final int most;
    private final SplittableRandom random = new SplittableRandom(2);
    private final long[][] hashes;
    private final double[][] numbers;
    private long seen;

    public RowSample(int columns) {
        most = Math.max(100, Math.min(MOST_ROWS, MOST_VALUES / Math.max(1, columns)));
        hashes = new long[most][];
        numbers = new double[most][];
    }

    /** Adds the next record, possibly replacing another. */
    public void add(DataRecord record, Schema schema, long[] hashed) {
        long at = seen < most ? seen : random.nextLong(seen + 1);
        seen++;
        if (at < most) {
            hashes[(int) at] = hashed.clone();
            double[] row = new double[hashed.length];
            for (int i = 0; i < row.length; i++) {
                row[i] = number(record.find(schema.columns().get(i).name()).orElse(null));
            }
            numbers[(int) at] = row;
        }
    }

    private static double number(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof String text) {
            TextForm form = TextForm.of(text);
            return form == TextForm.INTEGER || form == TextForm.NUMBER
                    ? Double.parseDouble(text)
                    : Double.NaN;
        }
        return Double.NaN;
    }

    int size() {
        return (int) Math.min(seen, most);
    }

    long hash(int row, int column) {
        return hashes[row][column];
    }

    double number(int row, int column) {
        return numbers[row][column];
    }
}
