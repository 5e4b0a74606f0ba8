// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.tokenizer;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Divides texts by regular expressions. Only those of published models are accepted: an expression
 * of a file could take time without end on some text, and engines differ in what an expression
 * means.
 */
final class Expressions {

    private static final String SPACE = "\\p{IsWhite_Space}";

    private static final Pattern GPT2_PATTERN =
            Pattern.compile(
                    "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^S\\p{L}\\p{N}]+|S+(?!nS)|S+"
                            .replace("[^S", "[^" + SPACE)
                            .replace("nS", "[^" + SPACE + "]")
                            .replace("S+", SPACE + "+"));

    private static final Pattern CL100K_PATTERN =
            Pattern.compile(
                    ("(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
                                    + "| ?[^S\\p{L}\\p{N}]+[\\r\\n]*|S*[\\r\\n]+|S+(?!nS)|S+")
                            .replace("[^S", "[^" + SPACE)
                            .replace("nS", "[^" + SPACE + "]")
                            .replace("S*", SPACE + "*")
                            .replace("S+", SPACE + "+"));

    /** The division of GPT-2. */
    static final PreTokeniser GPT2 = divided(GPT2_PATTERN, Division.ISOLATED, false);

    private static final Map<String, Pattern> KNOWN =
            Map.of(
                    "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
                    GPT2_PATTERN,
                    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
                            + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
                    CL100K_PATTERN,
                    "\\s+",
                    Pattern.compile(SPACE + "+"),
                    " ",
                    Pattern.compile(" "));

    private Expressions() {}

    /** Reads a step that divides by a text or an expression. */
    static PreTokeniser split(TokenizerJson json) {
        TokenizerJson pattern = json.get("pattern");
        Division division = Division.of(json.get("behavior"));
        boolean invert = json.bool("invert", false);
        if (pattern.object().has("String")) {
            String text = pattern.get("String").text();
            if (text.isEmpty()) {
                throw pattern.broken("a string with at least one character");
            }
            return divided(Pattern.compile(Pattern.quote(text)), division, invert);
        }
        Pattern known = KNOWN.get(pattern.get("Regex").text());
        if (known == null) {
            throw pattern.unknown("a string, or the expression of GPT-2 or of Llama 3");
        }
        return divided(known, division, invert);
    }

    private static PreTokeniser divided(Pattern pattern, Division division, boolean invert) {
        return PreTokeniser.each(
                (word, to) -> division.divide(word, ranges(pattern, word.text(), invert), to));
    }

    private static int[] ranges(Pattern pattern, String text, boolean invert) {
        int[] ranges = new int[32];
        int count = 0;
        int end = 0;
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            if (count + 4 > ranges.length) {
                ranges = Arrays.copyOf(ranges, ranges.length * 2);
            }
            if (invert && matcher.start() > end) {
                ranges[count++] = end;
                ranges[count++] = matcher.start();
            } else if (!invert) {
                ranges[count++] = matcher.start();
                ranges[count++] = matcher.end();
            }
            end = matcher.end();
        }
        if (invert && end < text.length()) {
            ranges[count++] = end;
            ranges[count++] = text.length();
        }
        return Arrays.copyOf(ranges, count);
    }
}
