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
 * Finds names that look alike but differ: in case, in whitespace, in a full stop at the end, in a
 * decimal point and zeros after a number, or in letters of another script with the same shape. They
 * remain different names, but are often a mistake. Sora warns of them, and hints at a look-alike
 * where a name is not known.
 *
 * @since 1.1
 */
public final class LookAlikes {

    /** Lower-case letters of Cyrillic and Greek, each with the Latin letter that it looks like. */
    private static final String[] PAIRS = {
        "аa", "вb", "сc", "ԁd", "еe", "һh", "нh", "іi", "јj", "кk", "мm", "оo", "рp", "ԛq", "ѕs",
        "тt", "ѵv", "ԝw", "хx", "уy", "αa", "βb", "εe", "ηn", "ιi", "κk", "μm", "νv", "οo", "ρp",
        "τt", "υu", "χx", "ζz", "ıi"
    };

    private static final Pattern ZEROS = Pattern.compile("([-+]?\\d+)\\.0+");

    private LookAlikes() {}

    /** Returns the skeleton of a name: names that look alike have equal skeletons. */
    public static String skeleton(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC);
        // upper case first, for letters such as ß, whose upper case is two letters
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

    /** Returns the groups of names that look alike, each of at least two, in the given order. */
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
     * Returns a name in quotes, followed by its escaped characters if it looks like one of the
     * others: {@code 'кот' (\u043a\u043e\u0442)}.
     *
     * @param others the names that it must be distinguished from
     */
    public static String quoted(String name, Collection<String> others) {
        boolean alike =
                others.stream()
                        .anyMatch(other -> !other.equals(name) && looks(other).equals(looks(name)));
        return "'" + name + "'" + (alike ? " (" + TextForm.escaped(name) + ")" : "");
    }

    /**
     * Returns a name without invisible characters, with letters replaced by those they look like.
     */
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
