// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.DataProfile;
import dev.sora.core.profile.TextForm;
import dev.sora.core.profile.TextProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Derives settings of a source from its texts: words for missing values, and whether to trim
 * blanks.
 */
final class SourceWords {

    /** Words that mean a missing value in every column, not only in columns of numbers. */
    private static final Set<String> SURE =
            Set.of(
                    "?", "n/a", "#n/a", "nan", "null", "\\n", "(null)", "<na>", "#value!",
                    "#div/0!");

    private SourceWords() {}

    /** Returns the words of a column that mean a missing value, with their counts. */
    static Map<String, Long> missing(ColumnProfile column) {
        Map<String, Long> words = new TreeMap<>();
        column.texts()
                .ifPresent(
                        texts ->
                                texts.marks()
                                        .forEach(
                                                (word, count) -> {
                                                    String lower = word.toLowerCase(Locale.ROOT);
                                                    if (SURE.contains(lower) || isOdd(texts)) {
                                                        words.put(word, count);
                                                    }
                                                }));
        return words;
    }

    /**
     * Returns whether all other values of a column are numbers or dates, so that a word means a
     * missing value.
     */
    private static boolean isOdd(TextProfile texts) {
        return texts.count(TextForm.TEXT) == 0 || !texts.dateFormats().isEmpty();
    }

    /**
     * Returns whether values of a column have surrounding blanks that matter, as they do not in
     * sentences.
     */
    static boolean isPadded(ColumnProfile column) {
        return Role.of(column) != Role.TEXT
                && column.texts().map(TextProfile::padded).orElse(0L) > 0;
    }

    /** Returns the settings that a csv source lacks, given what was read. */
    static Map<String, Object> csv(DataProfile data, Map<String, Object> source) {
        Map<String, Object> more = new LinkedHashMap<>();
        List<Object> missing = new ArrayList<>();
        Object given = source.get("missing");
        missing.addAll(given instanceof List<?> list ? list : List.of(""));
        int before = missing.size();
        boolean padded = false;
        for (ColumnProfile column : data.columns()) {
            padded |= isPadded(column);
            for (String word : missing(column).keySet()) {
                if (!missing.contains(word)) {
                    missing.add(word);
                }
            }
        }
        if (padded && !Boolean.TRUE.equals(source.get("trim"))) {
            more.put("trim", true);
        }
        if (missing.size() > before) {
            more.put("missing", missing);
        }
        return more;
    }
}
