// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import java.util.List;
import java.util.Optional;

/**
 * The statistics of records.
 *
 * @param records the number of records
 * @param duplicates the number of records that equal an earlier one
 * @param exact whether that number is exact, and not estimated
 * @param columns the columns, in the order of the source
 * @param relations the columns with the same information
 * @param rows hashes of the records, to compare with other data
 */
public record DataProfile(
        long records,
        long duplicates,
        boolean exact,
        List<ColumnProfile> columns,
        Relations relations,
        RecordHashes rows) {

    /** Copies the list. */
    public DataProfile {
        columns = List.copyOf(columns);
    }

    /** Returns a column. */
    public Optional<ColumnProfile> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }
}
