// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class Nearest {

    private Nearest() {}

    /** Returns the candidate with the least edit distance, if it is near enough to be meant. */
    public static Optional<String> of(String word, Collection<String> candidates) {
        String wanted = plain(word);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            String name = plain(candidate);
            if (name.isEmpty()) {
                // a key or column may be called "" or "-", which no other word can mean
                continue;
            }
            int longer = Math.max(wanted.length(), name.length());
            int allowed = Math.max(1, longer / 3);
            int distance;
            if (startsOther(wanted, name) || word.equals(initials(candidate))) {
                distance = allowed;
            } else if (Math.abs(wanted.length() - name.length()) > allowed
                    || (longer <= 3 && wanted.charAt(0) != name.charAt(0))) {
                continue;
            } else {
                distance = distance(wanted, name);
            }
            if (distance <= allowed && distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Returns {@code lr} for {@code learning_rate}; empty for a single word. */
    private static String initials(String name) {
        if (name.indexOf('_') < 0) {
            return "";
        }
        StringBuilder initials = new StringBuilder();
        for (String part : name.split("_")) {
            initials.append(part.isEmpty() ? "" : part.charAt(0));
        }
        return initials.toString();
    }

    /** Returns whether one is a sufficiently long prefix of the other. */
    private static boolean startsOther(String a, String b) {
        return Math.min(a.length(), b.length()) >= 3 && (a.startsWith(b) || b.startsWith(a));
    }

    private static String plain(String word) {
        String cut = word.length() > 64 ? word.substring(0, 64) : word;
        return cut.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").replace('z', 's');
    }

    /** Returns the edit distance, in which a transposition of adjacent characters counts once. */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int value =
                        Math.min(
                                previous[j - 1] + cost,
                                Math.min(previous[j] + 1, current[j - 1] + 1));
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    value = Math.min(value, before[j - 2] + 1);
                }
                current[j] = value;
            }
            int[] spare = before;
            before = previous;
            previous = current;
            current = spare;
        }
        return previous[b.length()];
    }
}
