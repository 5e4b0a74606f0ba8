// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;

/** What Spark knows of the place of a row, in columns after those of the model. */
enum RowPlace {
    /** Nothing: rows are counted in their partition. */
    PARTITION(0),
    /** The file: rows are counted in their partition. */
    FILE(1),
    /** The file and the number of the row in it, counted from 0. */
    FILE_AND_ROW(2);

    private final int columns;

    RowPlace(int columns) {
        this.columns = columns;
    }

    int columns() {
        return columns;
    }

    /** Returns the name of the partition of the current task, the same for all of its rows. */
    static String task() {
        TaskContext task = TaskContext.get();
        return "partition " + (task == null ? 0 : task.partitionId());
    }

    /**
     * Returns the file of a row, and the partition if rows are counted there.
     *
     * @param at the position of the first column of places
     * @param task the name of the partition
     */
    String origin(Row row, int at, String task) {
        if (columns == 0 || row.isNullAt(at)) {
            return task;
        }
        String file = row.getString(at);
        if (file.isEmpty()) {
            return task;
        }
        return this == FILE_AND_ROW ? file : file + ", " + task;
    }

    /**
     * Returns the number of a row, counted from 1.
     *
     * @param counted its number in the partition, counted from 1
     */
    long number(Row row, int at, long counted) {
        return this == FILE_AND_ROW && !row.isNullAt(at + 1) ? row.getLong(at + 1) + 1 : counted;
    }
}
