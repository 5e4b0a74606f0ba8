// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Names that differ, but not so that a reader sees or means it: in capital letters, in blanks, in a
 * full stop at the end, in a point and zeros behind a number, or in letters of another script that
 * look the same. They are different names, and often a mistake: worth a warning, and a hint where
 * one of them is not known.
 *
 * @since 1.1
 */
public final class LookAlikes {

    /** Letters of Cyrillic and Greek in small form, each with the Latin one it looks like. */
    private static final String[] PAIRS = {
        "аa", "вb", "сc", "ԁd", "еe", "һh", "нh", "іi", "јj", "кk", "мm", "оo", "рp", "ԛq", "ѕs",
        "тt", "ѵv", "ԝw", "хx", "уy", "αa", "βb", "εe", "ηn", "ιi", "κk", "μm", "νv", "οo", "ρp",
        "τt", "υu", "χx", "ζz", "ıi"
    };

    private static final Pattern ZEROS = Pattern.compile("([-+]?\\d+)\\.0+");

    private LookAlikes() {}

    /** Returns what a name has in common with all that look like it. */
    public static String skeleton(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC);
        // there and back, for letters such as ß that have no capital of their own
        String small = plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        StringBuilder skeleton = new StringBuilder(small.length());
        for (int i = 0; i < small.length(); i++) {
            char c = small.charAt(i);
            if (!Blanks.isBlank(c) && c != Invisible.ZERO_WIDTH_SPACE) {
                skeleton.append(c < 128 ? c : latin(c));
            }
        }
        int end = skeleton.length();
        while (end > 1 && skeleton.charAt(end - 1) == '.') {
            end--;
        }
        skeleton.setLength(end);
        return ZEROS.matcher(skeleton).matches()
                ? skeleton.substring(0, skeleton.indexOf("."))
                : skeleton.toString();
    }

    private static char latin(char c) {
        for (String pair : PAIRS) {
            if (pair.charAt(0) == c) {
                return pair.charAt(1);
            }
        }
        return c;
    }

    /** Returns the groups of names that look alike, each of two or more, in the order given. */
    public static List<List<String>> among(Collection<String> names) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (String name : names) {
            groups.computeIfAbsent(skeleton(name), s -> new ArrayList<>(1)).add(name);
        }
        return groups.values().stream()
                .filter(group -> group.size() > 1)
                .map(List::copyOf)
                .toList();
    }

    /**
     * Returns a name in quotes, and its characters as escapes where what is printed would not tell
     * it from another: {@code 'кот' (\u043a\u043e\u0442)}.
     *
     * @param others the names that it is told from
     */
    public static String quoted(String name, Collection<String> others) {
        boolean alike =
                others.stream()
                        .anyMatch(other -> !other.equals(name) && looks(other).equals(looks(name)));
        return "'" + name + "'" + (alike ? " (" + TextForm.escaped(name) + ")" : "");
    }

    /** Returns a name without what nobody sees, letters by their looks. */
    private static String looks(String name) {
        StringBuilder looks = new StringBuilder();
        for (char c : TextForm.label(TextForm.NFKC.of(name)).toCharArray()) {
            boolean capital = Character.isUpperCase(c);
            char small = latin(Character.toLowerCase(c));
            looks.append(
                    c < 128 || small >= 128 ? c : capital ? Character.toUpperCase(small) : small);
        }
        return looks.toString();
    }
}
