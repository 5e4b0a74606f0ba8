// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import java.util.List;
import java.util.Optional;

/**
 * What some records hold.
 *
 * @param records how many there are
 * @param duplicates how many of them are equal to an earlier one
 * @param exact whether that number is exact, and not estimated
 * @param columns the columns, in the order of the source
 * @param relations which columns say the same
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
