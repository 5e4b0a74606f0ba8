// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import java.util.List;
import java.util.Map;

/**
 * The statistics of a split of a training's data.
 *
 * @param records the number of records
 * @param lookedAt the number of records whose columns were examined
 * @param columns the columns that are read
 * @param targets the names of those that outputs read
 * @param classes the values of such columns with their counts in all records, the most frequent
 *     first; columns with too many values are left out
 * @param duplicates the number of records that equal an earlier one in all columns that are read
 * @param exact whether that number is exact, and not estimated
 * @param relations the columns with the same information
 * @param rows hashes of the records, to compare with other splits
 */
public record SplitSummary(
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
    public SplitSummary {
        columns = List.copyOf(columns);
        targets = List.copyOf(targets);
    }
}
