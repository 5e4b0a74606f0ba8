// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Counts records, and the columns that had a value in at least one of them. */
final class PresentColumns {

    private final List<String> columns;
    private final boolean[] seen;
    private long records;

    PresentColumns(List<String> columns) {
        this.columns = columns;
        this.seen = new boolean[columns.size()];
    }

    /** Adds a record by its numbers; NaN means missing. */
    void add(double[] values) {
        records++;
        for (int i = 0; i < seen.length; i++) {
            seen[i] |= !Double.isNaN(values[i]);
        }
    }

    /** Adds the presence of one column's value in a record. */
    void add(int column, boolean present) {
        records += column == 0 ? 1 : 0;
        seen[column] |= present;
    }

    /**
     * Checks that there were records, and a value in each column.
     *
     * @throws dev.sora.problem.DataException if there were none
     */
    void check() {
        check(InputProblem::allMissing);
    }

    /**
     * Checks that there were records, and a value in each column.
     *
     * @param failure creates the exception for columns without a value
     */
    void check(BiFunction<List<String>, Long, RuntimeException> failure) {
        if (records == 0) {
            throw InputProblem.noRecords(columns.get(0));
        }
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < seen.length; i++) {
            if (!seen[i]) {
                missing.add(columns.get(i));
            }
        }
        if (!missing.isEmpty()) {
            throw failure.apply(missing, records);
        }
    }
}
