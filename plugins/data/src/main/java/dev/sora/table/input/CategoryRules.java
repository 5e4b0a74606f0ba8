// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.DataRecord;
import dev.sora.data.TextForm;
import java.util.ArrayList;
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

    /** Returns the values of a field; none if it is missing. */
    List<String> values(DataRecord record, int column) {
        String name = columns.get(column);
        Object value = InputProblem.value(record, name);
        String text = value == null ? "" : TextForm.label(text(value));
        if (text.isEmpty()) {
            if (missingFails) {
                throw InputProblem.missing(record, name);
            }
            return List.of();
        }
        return isMany() ? split(text) : List.of(text);
    }

    /** Returns a number that is whole without its point: 3 and 3.0 are one category. */
    private static String text(Object value) {
        if (value instanceof Double number
                && number == Math.rint(number)
                && Math.abs(number) < 1e15) {
            return Long.toString(number.longValue());
        }
        return String.valueOf(value);
    }

    private List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (from <= text.length()) {
            int found = text.indexOf(separator, from);
            int end = found < 0 ? text.length() : found;
            String part = TextForm.label(text.substring(from, end));
            if (!part.isEmpty()) {
                parts.add(part);
            }
            from = end + separator.length();
        }
        return parts;
    }
}
