// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.tokenizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tokens that are found in a text before it is divided, such as {@code [MASK]}: of several that
 * begin at one place, the longest.
 */
final class AddedTokens {

    /**
     * A token.
     *
     * @param word whether it is found only where no letter is beside it
     * @param left whether white space before it belongs to it
     * @param right whether white space after it belongs to it
     */
    record Added(String text, int index, boolean word, boolean left, boolean right) {}

    /** A part of a text: a token, or (index -1) text between tokens. */
    record Part(String text, int index, boolean first) {}

    /** The most tokens of a file. */
    static final int MOST = 100_000;

    /** At each place of a text, tokens are followed up to this length. */
    static final int LONGEST = 1_000;

    private final List<Added> tokens = new ArrayList<>();
    private final PieceTrie trie = new PieceTrie(Map.of());

    void add(Added token) {
        if (!token.text().isEmpty() && trie.addIfAbsent(token.text(), tokens.size())) {
            tokens.add(token);
        }
    }

    /** Divides a text; parts are never empty. */
    void divide(String text, boolean first, List<Part> to) {
        int open = 0;
        int i = tokens.isEmpty() ? text.length() : 0;
        while (i < text.length()) {
            Added found = longest(text, i);
            if (found == null) {
                i++;
                continue;
            }
            int start = i;
            int end = i + found.text().length();
            i = end;
            if (found.word() && (isWordBefore(text, start) || isWordAfter(text, end))) {
                continue;
            }
            while (found.left() && start > open && CodePoints.isSpace(text.charAt(start - 1))) {
                start--;
            }
            start = Math.max(start, open);
            while (found.right() && end < text.length() && CodePoints.isSpace(text.charAt(end))) {
                end++;
            }
            if (start > open) {
                to.add(new Part(text.substring(open, start), -1, first && open == 0));
            }
            to.add(new Part(found.text(), found.index(), first && start == 0));
            open = end;
            i = Math.max(i, open);
        }
        if (open < text.length()) {
            to.add(new Part(text.substring(open), -1, first && open == 0));
        }
    }

    private Added longest(String text, int at) {
        int best = -1;
        int node = PieceTrie.ROOT;
        for (int i = at; i < text.length(); i++) {
            node = trie.next(node, text.charAt(i));
            if (node < 0) {
                break;
            }
            if (trie.piece(node) >= 0) {
                best = trie.piece(node);
            }
        }
        return best < 0 ? null : tokens.get(best);
    }

    private static boolean isWordBefore(String text, int at) {
        return at > 0 && CodePoints.isWord(text.codePointBefore(at));
    }

    private static boolean isWordAfter(String text, int at) {
        return at < text.length() && CodePoints.isWord(text.codePointAt(at));
    }
}
