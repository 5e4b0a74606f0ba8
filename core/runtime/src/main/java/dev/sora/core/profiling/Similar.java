// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profiling;

import dev.sora.core.profile.ValueCount;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds values that a reader would consider equal: they differ only by case, blanks or Unicode
 * form.
 */
final class Similar {

    private static final int SHOWN = 20;

    private Similar() {}

    /** Returns the groups of at least two, the most frequent first. */
    static List<List<String>> among(List<ValueCount> values) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (ValueCount value : values) {
            if (value.value() instanceof String text) {
                groups.computeIfAbsent(plain(text), key -> new ArrayList<>()).add(text);
            }
        }
        return groups.values().stream()
                .filter(group -> group.size() > 1)
                .limit(SHOWN)
                .map(List::copyOf)
                .toList();
    }

    private static String plain(String text) {
        String normal = Normalizer.normalize(text, Normalizer.Form.NFKC);
        StringBuilder plain = new StringBuilder();
        normal.codePoints()
                .filter(c -> !Character.isWhitespace(c) && Character.getType(c) != Character.FORMAT)
                .forEach(plain::appendCodePoint);
        return plain.toString().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
