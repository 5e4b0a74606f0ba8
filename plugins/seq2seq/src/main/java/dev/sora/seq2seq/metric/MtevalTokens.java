// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.metric;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The tokenisation {@code 13a} of the script mteval-v13a of the NIST, as sacreBLEU (Post, 2018)
 * applies it: punctuation is separated, and full stops and commas stay within numbers.
 */
final class MtevalTokens {

    private static final Pattern PUNCTUATION =
            Pattern.compile("([\\{-\\~\\[-\\` -\\&\\(-\\+\\:-\\@\\/])");
    private static final Pattern AFTER_TEXT = Pattern.compile("([^0-9])([\\.,])");
    private static final Pattern BEFORE_TEXT = Pattern.compile("([\\.,])([^0-9])");
    private static final Pattern DASH = Pattern.compile("([0-9])(-)");
    private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private MtevalTokens() {}

    static List<String> of(String text) {
        String line = text.replace("<skipped>", "").replace("-\n", "").replace('\n', ' ');
        if (line.indexOf('&') >= 0) {
            line =
                    line.replace("&quot;", "\"")
                            .replace("&amp;", "&")
                            .replace("&lt;", "<")
                            .replace("&gt;", ">");
        }
        line = PUNCTUATION.matcher(" " + line + " ").replaceAll(" $1 ");
        line = AFTER_TEXT.matcher(line).replaceAll("$1 $2 ");
        line = BEFORE_TEXT.matcher(line).replaceAll(" $1 $2");
        line = DASH.matcher(line).replaceAll("$1 $2 ");
        String stripped = line.strip();
        // white space at the start that 'strip' does not know, such as U+00A0, leaves an empty
        // token
        return SPACE.splitAsStream(stripped).filter(token -> !token.isEmpty()).toList();
    }
}
