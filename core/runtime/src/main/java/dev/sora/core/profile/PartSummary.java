// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import java.util.List;
import java.util.Map;

/**
 * What the records of a part of a training's data hold.
 *
 * @param records how many there are
 * @param lookedAt in how many of them the columns were looked at
 * @param columns the columns that are read
 * @param targets the names of those that outputs read
 * @param classes the values of such columns with their counts in all records, the most frequent
 *     first; those that have too many are left out
 * @param duplicates how many records equal an earlier one in all columns that are read
 * @param exact whether that number is exact, and not estimated
 * @param relations which columns say the same
 * @param rows hashes of the records, to compare with other parts
 */
public record PartSummary(
        long records,
        long lookedAt,
        List<ColumnProfile> columns,
        List<String> targets,
        Map<String, List<ValueCount>> classes,
        long duplicates,
        boolean exact,
        Relations relations,
        RecordHashes rows) {

    /** Copies the lists. */
    public PartSummary {
        columns = List.copyOf(columns);
        targets = List.copyOf(targets);
    }
}
