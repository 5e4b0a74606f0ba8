// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word nearest to a misspelt one (Levenshtein, 1966). */
final class EditDistance {

    private EditDistance() {}

    /** Returns the nearest word, if at most a third of it differs. */
    static Optional<String> nearest(String word, Collection<String> words) {
        String best = null;
        int least = Math.max(1, word.length() / 3) + 1;
        for (String candidate : words) {
            int distance = between(word, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        boolean tooShort = best != null && best.length() < 2 && word.length() < 2;
        return tooShort ? Optional.empty() : Optional.ofNullable(best);
    }

    private static int between(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
