// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.LookAlikes;
import java.util.ArrayList;
import java.util.List;

/** What a person should know about the categories of the training data. */
final class CategoryWarnings {

    private static final int MOST = 5;

    /** The most frequent values that are looked at; what is rarer changes little. */
    private static final int LOOKED_AT = 20_000;

    private CategoryWarnings() {}

    /** Returns a sentence for each group of values of a column that look alike. */
    static List<String> of(String column, List<String> values, Counts counts) {
        List<String> warnings = new ArrayList<>();
        List<List<String>> alike =
                LookAlikes.among(values.subList(0, Math.min(LOOKED_AT, values.size())));
        for (List<String> group : alike.subList(0, Math.min(MOST, alike.size()))) {
            List<String> named =
                    group.stream()
                            .map(
                                    value ->
                                            "%s (%,d)"
                                                    .formatted(
                                                            LookAlikes.quoted(value, group),
                                                            counts.of(value)))
                            .toList();
            warnings.add(
                    "values of column '%s' look alike and are told apart: %s"
                            .formatted(column, String.join(", ", named)));
        }
        if (alike.size() > MOST) {
            warnings.add(
                    "column '%s' has %,d more such groups of values"
                            .formatted(column, alike.size() - MOST));
        }
        return warnings;
    }
}
