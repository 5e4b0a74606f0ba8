// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.LookAlikes;
import java.util.ArrayList;
import java.util.List;

/** Creates warnings about the categories of the training data. */
final class CategoryWarnings {

    private static final int MOST = 5;

    /** The number of most frequent values that are compared; rare values have little effect. */
    private static final int LOOKED_AT = 20_000;

    private CategoryWarnings() {}

    /** Returns a sentence for each group of similar values of a column. */
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
