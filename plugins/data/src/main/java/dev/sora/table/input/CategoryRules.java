// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.DataRecord;
import dev.sora.data.Values;
import java.util.List;

/**
 * How categories become indices.
 *
 * @param columns the columns
 * @param single whether one column was named, and not a list
 * @param oneHot whether they become a vector
 * @param separator what stands between several values of a field; empty if there is one
 * @param average whether several values share a 1
 * @param unknownFails whether a value that was never seen is an error
 * @param missingFails whether a missing value is an error
 */
record CategoryRules(
        List<String> columns,
        boolean single,
        boolean oneHot,
        String separator,
        boolean average,
        boolean unknownFails,
        boolean missingFails) {

    /** Returns whether the signal is a vector with a place for each value. */
    boolean isVector() {
        return oneHot || isMany();
    }

    boolean isMany() {
        return !separator.isEmpty();
    }

    /** Returns the names of the values of a field; none if it is missing. */
    List<String> values(DataRecord record, int column) {
        String name = columns.get(column);
        InputProblem.value(record, name);
        List<String> names =
                isMany()
                        ? Values.names(record, name, separator)
                        : Values.name(record, name).map(List::of).orElse(List.of());
        if (names.isEmpty() && missingFails) {
            throw InputProblem.missing(record, name);
        }
        return names;
    }
}
