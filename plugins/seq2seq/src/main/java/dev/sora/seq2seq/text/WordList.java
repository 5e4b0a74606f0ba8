// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.text;

import dev.sora.generation.NextSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Texts that are put together from the words of a list, and from nothing else: a prefix tree over
 * the pieces of the words. After the last piece of a word, another word may begin, or the text may
 * end.
 *
 * <p>A word of the list may be a phrase of several words. One that begins with neither a letter nor
 * a digit, such as a comma, may also follow without a space.
 */
public final class WordList implements NextSymbols {

    private final Node root = new Node();
    private int shortest = Integer.MAX_VALUE;

    /** A place in the tree; an end is after the last piece of a word. */
    private static final class Node {
        private final Map<Integer, Node> next = new HashMap<>();
        private boolean end;
    }

    private WordList() {}

    /**
     * Creates the tree.
     *
     * @param words the words, none of which {@linkplain #isBlank is blank}
     * @param entries the names of the pieces, by index
     */
    public static WordList of(List<String> words, List<String> entries) {
        Pieces pieces = Pieces.of(entries);
        WordList list = new WordList();
        for (String word : words) {
            list.add(pieces.encode(word));
            int first =
                    word.codePoints()
                            .filter(c -> !WordSplitter.isSpace(c))
                            .findFirst()
                            .orElseThrow();
            if (!Character.isLetterOrDigit(first)) {
                list.add(pieces.encodeAttached(word));
            }
        }
        return list;
    }

    /** Returns whether a text has no characters but white space, of any kind: it has no pieces. */
    public static boolean isBlank(String text) {
        return text.codePoints().allMatch(WordSplitter::isSpace);
    }

    /** Returns the number of pieces of the shortest word. */
    public int shortest() {
        return shortest;
    }

    private void add(int[] symbols) {
        shortest = Math.min(shortest, symbols.length);
        Node at = root;
        for (int symbol : symbols) {
            at = at.next.computeIfAbsent(symbol, s -> new Node());
        }
        at.end = true;
    }

    @Override
    public int[] after(int[] symbols) {
        Set<Node> states = Set.of(root);
        for (int symbol : symbols) {
            states = follow(states, symbol);
        }
        Set<Integer> allowed = new LinkedHashSet<>();
        states.forEach(state -> allowed.addAll(state.next.keySet()));
        // a text has at least one word
        if (states.isEmpty() || symbols.length > 0 && states.contains(root)) {
            allowed.add(Pieces.END);
        }
        return allowed.stream().mapToInt(symbol -> symbol).toArray();
    }

    /** Returns the beginning of a sequence that consists of whole words, as long as possible. */
    public int[] whole(int[] symbols) {
        Set<Node> states = Set.of(root);
        int length = 0;
        for (int i = 0; i < symbols.length && !states.isEmpty(); i++) {
            states = follow(states, symbols[i]);
            length = states.contains(root) ? i + 1 : length;
        }
        return Arrays.copyOf(symbols, length);
    }

    /** Returns where the tree may be after a symbol; a text may be divided in several ways. */
    private Set<Node> follow(Set<Node> states, int symbol) {
        List<Node> next = new ArrayList<>();
        for (Node state : states) {
            Node one = state.next.get(symbol);
            if (one != null) {
                next.add(one);
                if (one.end) {
                    next.add(root);
                }
            }
        }
        return new LinkedHashSet<>(next);
    }
}
