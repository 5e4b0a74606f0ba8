// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import java.util.List;
import java.util.stream.Collectors;

/** Phrases of the notes that metrics add to their values. */
final class Notes {

    /** The note of a metric that received no record. */
    static final String NO_RECORD = "is not defined: no record was measured";

    private static final int NAMED = 3;

    private Notes() {}

    /** Returns a list for people, with the names of the first few elements. */
    static String names(List<String> names) {
        int shown = names.size() > NAMED + 1 ? NAMED : names.size();
        String first =
                names.stream()
                        .limit(shown)
                        .map("'%s'"::formatted)
                        .collect(Collectors.joining(", "));
        return shown == names.size()
                ? first
                : "%s and %d more".formatted(first, names.size() - shown);
    }
}
