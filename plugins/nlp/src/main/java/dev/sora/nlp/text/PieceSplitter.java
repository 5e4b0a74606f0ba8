// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits words into learned pieces by applying the merges in the order in which they were learned.
 */
final class PieceSplitter implements Splitter {

    /** The number of words whose pieces are cached; few words make up most of a text. */
    private static final int REMEMBERED = 50_000;

    private final Splitter words;
    private final Map<String, Integer> ranks;
    private final Map<String, char[][]> known = new HashMap<>();

    /**
     * Creates a splitter.
     *
     * @param words splits texts into words
     * @param ranks the rank of each piece in the order of learning
     */
    PieceSplitter(Splitter words, Map<String, Integer> ranks) {
        this.words = words;
        this.ranks = ranks;
    }

    @Override
    public void split(String text, Sink sink) {
        words.split(
                text,
                (buffer, length) -> {
                    for (char[] piece : pieces(new String(buffer, 0, length))) {
                        if (!sink.accept(piece, piece.length)) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    private char[][] pieces(String word) {
        char[][] pieces = known.get(word);
        if (pieces == null) {
            pieces = cut(word).stream().map(String::toCharArray).toArray(char[][]::new);
            if (known.size() < REMEMBERED) {
                known.put(word, pieces);
            }
        }
        return pieces;
    }

    private List<String> cut(String word) {
        List<String> pieces = BytePairs.characters(word);
        while (true) {
            int first = -1;
            int best = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < pieces.size(); i++) {
                int rank = ranks.getOrDefault(pieces.get(i) + pieces.get(i + 1), Integer.MAX_VALUE);
                if (rank < best) {
                    best = rank;
                    first = i;
                }
            }
            if (first < 0) {
                return pieces;
            }
            pieces.set(first, pieces.get(first) + pieces.remove(first + 1));
        }
    }
}
