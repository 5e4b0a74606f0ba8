// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.DataRecord;
import dev.sora.data.Values;
import java.util.List;

/**
 * The rules that map categories to indices.
 *
 * @param columns the columns
 * @param single whether one column was named, and not a list
 * @param oneHot whether the signal is a one-hot vector
 * @param separator the separator of several values in a field; empty if a field has one value
 * @param average whether the entries of several values sum to 1
 * @param unknownFails whether a value that was not in the training data is an error
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

    /** Returns whether the signal is a vector with an entry for each value. */
    boolean isVector() {
        return oneHot || isMany();
    }

    boolean isMany() {
        return !separator.isEmpty();
    }

    /** Returns the names of the values of a field; empty if it is missing. */
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
