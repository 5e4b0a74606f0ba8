// SPDX-License-Identifier: Apache-2.0
package dev.sora.checks;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The prose of a Java source: its comments and its strings of several words. All else is replaced
 * by a character outside of words, line breaks stay.
 */
final class SourceProse {

    private static final Pattern TOKEN =
            Pattern.compile(
                    "\"\"\"[\\s\\S]*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*+\"|'(?:[^'\\\\\\n]|\\\\.)++'"
                            + "|//[^\\n]*+|/\\*[\\s\\S]*?\\*/");

    /** Code in comments: inline tags, and the name after a tag of a parameter. */
    private static final Pattern TAG =
            Pattern.compile(
                    "\\{@(?:[^{}]|\\{[^{}]*+\\})*+\\}|@(?:param|throws|see) \\S+|<pre>[\\s\\S]*?</pre>");

    /** What is between two strings or two comments that are read as one text. */
    private static final Pattern GAP = Pattern.compile("\\s*\\+?\\s*");

    private SourceProse() {}

    /** Returns the prose at the lines of the source. */
    static String of(String source) {
        StringBuilder prose = new StringBuilder(source.length());
        Matcher token = TOKEN.matcher(source);
        int end = 0;
        char last = ' ';
        while (token.find()) {
            String gap = source.substring(end, token.start());
            char kind = source.charAt(token.start());
            boolean joined = kind == last && GAP.matcher(gap).matches();
            prose.append(joined ? gap.replace('+', ' ') : blank(gap));
            prose.append(words(token.group(), kind));
            last = kind;
            end = token.end();
        }
        return prose.append(blank(source.substring(end))).toString();
    }

    private static String words(String token, char kind) {
        if (kind == '/') {
            String text = TAG.matcher(token).replaceAll(tag -> blank(tag.group()));
            return text.replaceAll("(?m)^\\s*\\*|^//|^/\\*+|\\*/$", " ");
        }
        return kind == '"' && token.indexOf(' ') >= 0
                ? token.replaceAll("\"|\\\\n", " ")
                : blank(token);
    }

    private static String blank(String code) {
        return code.replaceAll("[^\n]+", WordList.BLANK);
    }
}
