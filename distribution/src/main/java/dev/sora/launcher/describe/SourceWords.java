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

/** What the settings of a source should say of its texts: words for no value, blanks. */
final class SourceWords {

    /** Words that stand for no value wherever they are, and not only among numbers. */
    private static final Set<String> SURE =
            Set.of(
                    "?", "n/a", "#n/a", "nan", "null", "\\n", "(null)", "<na>", "#value!",
                    "#div/0!");

    private SourceWords() {}

    /** Returns the words of a column that stand for no value, with their counts. */
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

    /** Whether all else of a column is numbers or dates, among which a word says that one lacks. */
    private static boolean isOdd(TextProfile texts) {
        return texts.count(TextForm.TEXT) == 0 || !texts.dateFormats().isEmpty();
    }

    /** Returns whether blanks around values of a column count: not around sentences. */
    static boolean isPadded(ColumnProfile column) {
        return Role.of(column) != Role.TEXT
                && column.texts().map(TextProfile::padded).orElse(0L) > 0;
    }

    /** Returns what a csv's settings lack, in the light of what was read. */
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
