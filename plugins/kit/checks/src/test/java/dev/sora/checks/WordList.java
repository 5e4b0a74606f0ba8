// SPDX-License-Identifier: Apache-2.0
package dev.sora.checks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The phrases that documentation and sources must not use, with replacements.
 *
 * @param phrases the replacements, by phrase in lower case
 * @param pattern finds any of the phrases
 */
record WordList(Map<String, String> phrases, Pattern pattern) {

    private static final Pattern BLOCK =
            Pattern.compile("^[ \\t]*```.*?^[ \\t]*```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern SPAN =
            Pattern.compile("(`+)(?:(?!\\n\\s*\\n).)+?(?<!`)\\1(?!`)", Pattern.DOTALL);

    /** A character outside of words that replaces code, so that no phrase spans it. */
    static final String BLANK = "\uFFFC";

    WordList(Map<String, String> phrases) {
        this(phrases, pattern(phrases));
    }

    /**
     * One use of a phrase.
     *
     * @param line the line, counted from 1
     */
    record Use(int line, String phrase, String instead) {

        @Override
        public String toString() {
            return "%d: write '%s' instead of '%s'".formatted(line, instead, phrase);
        }
    }

    /**
     * Reads the list. Each line has a phrase, a tab and the replacement; lines with '#' are
     * comments.
     */
    static WordList read() throws IOException {
        Map<String, String> phrases = new TreeMap<>();
        try (InputStream in = WordList.class.getResourceAsStream("words.tsv")) {
            String list = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : list.lines().toList()) {
                if (!line.startsWith("#")) {
                    String[] cells = line.split("\t");
                    if (cells.length != 2 || phrases.put(cells[0], cells[1]) != null) {
                        throw new IllegalStateException("words.tsv: " + line);
                    }
                }
            }
        }
        return new WordList(phrases);
    }

    /** Returns all uses in a Markdown document, outside of code, in the order of lines. */
    List<Use> uses(String markdown) {
        return usesInProse(blank(SPAN, blank(BLOCK, markdown)));
    }

    /** Returns all uses in a text, in the order of lines. */
    List<Use> usesInProse(String text) {
        String prose = text.toLowerCase(Locale.ROOT);
        List<Use> uses = new ArrayList<>();
        Matcher use = pattern.matcher(prose);
        while (use.find()) {
            String phrase = use.group().replaceAll("\\s+", " ");
            String before = prose.substring(0, use.start());
            int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
            uses.add(new Use(line, phrase, phrases.get(phrase)));
        }
        return uses;
    }

    /** Returns one pattern for all phrases, with longer phrases before their prefixes. */
    private static Pattern pattern(Map<String, String> phrases) {
        String any =
                phrases.keySet().stream()
                        .sorted(Comparator.reverseOrder())
                        .map(phrase -> Pattern.quote(phrase).replace(" ", "\\E\\s+\\Q"))
                        .collect(Collectors.joining("|"));
        // "there is no number" is allowed, "it is no number" is not
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}_-])(?<!\\bthere\\s)(?:" + any + ")(?![\\p{L}\\p{N}_-])");
    }

    /** Replaces the matches of a pattern, and keeps line breaks. */
    private static String blank(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll(code -> code.group().replaceAll("[^\n]", BLANK));
    }
}
