// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The most probable pieces of a word by a unigram language model (Kudo, 2018), found by the
 * algorithm of Viterbi. Characters that are in no piece, one after the other, are one unknown
 * token.
 */
final class Unigram implements PieceModel {

    /** How much less probable than the least probable piece an unknown character is. */
    private static final double UNKNOWN_PENALTY = 10;

    /** At each place of a text, pieces are followed up to this length. */
    private static final int LONGEST = 1_000;

    private final Map<String, Integer> vocabulary;
    private final double[] scores;
    private final PieceTrie trie;
    private final double unknownScore;
    private final int unknown;
    private final boolean bytes;

    private Unigram(Map<String, Integer> vocabulary, double[] scores, int unknown, boolean bytes) {
        this.vocabulary = vocabulary;
        this.scores = scores;
        this.trie = new PieceTrie(vocabulary);
        this.unknownScore = Arrays.stream(scores).min().orElse(0) - UNKNOWN_PENALTY;
        this.unknown = unknown;
        this.bytes = bytes;
    }

    static Unigram of(TokenizerJson json) {
        List<TokenizerJson> entries = json.get("vocab").list();
        if (entries.isEmpty() || entries.size() > Tokenizer.MOST_TOKENS) {
            throw json.get("vocab").broken("1 to %d pieces".formatted(Tokenizer.MOST_TOKENS));
        }
        Map<String, Integer> vocabulary = new HashMap<>(entries.size() * 2);
        double[] scores = new double[entries.size()];
        for (int i = 0; i < scores.length; i++) {
            List<TokenizerJson> entry = entries.get(i).list();
            if (entry.size() != 2) {
                throw entries.get(i).broken("a piece and its score");
            }
            String piece = entry.get(0).text();
            if (piece.length() > LONGEST) {
                throw entry.get(0).broken("a piece of at most %d characters".formatted(LONGEST));
            }
            vocabulary.put(piece, i);
            scores[i] = entry.get(1).number();
        }
        TokenizerJson unknown = json.get("unk_id");
        if (unknown.isPresent() && unknown.index() >= scores.length) {
            throw unknown.broken("the index of a piece");
        }
        return new Unigram(
                vocabulary,
                scores,
                unknown.isPresent() ? unknown.index() : -1,
                json.bool("byte_fallback", false));
    }

    @Override
    public Map<String, Integer> vocabulary() {
        return vocabulary;
    }

    @Override
    public void encode(String word, Pieces to) {
        int size = word.length();
        double[] best = new double[size + 1];
        int[] from = new int[size + 1];
        int[] piece = new int[size + 1];
        Arrays.fill(from, -1);
        for (int start = 0; start < size; ) {
            int one = Character.charCount(word.codePointAt(start));
            boolean single = false;
            int node = PieceTrie.ROOT;
            for (int end = start; end < size; ) {
                node = trie.next(node, word.charAt(end++));
                if (node < 0) {
                    break;
                }
                int index = trie.piece(node);
                if (index >= 0) {
                    double score = scores[index] + best[start];
                    if (from[end] < 0 || score > best[end]) {
                        best[end] = score;
                        from[end] = start;
                        piece[end] = index;
                    }
                    single |= end - start == one;
                }
            }
            if (!single) {
                int end = start + one;
                double score = unknownScore + best[start];
                if (from[end] < 0 || score > best[end]) {
                    best[end] = score;
                    from[end] = start;
                    piece[end] = unknown;
                }
            }
            start += one;
        }
        append(word, from, piece, to);
    }

    /** Appends the pieces of the best path; unknown ones that follow each other are one. */
    private void append(String word, int[] from, int[] piece, Pieces to) {
        int[] ends = new int[word.length()];
        int count = 0;
        for (int end = word.length(); end > 0; end = from[end]) {
            ends[count++] = end;
        }
        for (int i = count - 1; i >= 0; i--) {
            int start = from[ends[i]];
            boolean open = unknown >= 0 && piece[ends[i]] == unknown;
            while (open && i > 0 && piece[ends[i - 1]] == unknown) {
                i--;
            }
            token(word.substring(start, ends[i]), to);
        }
    }

    private void token(String text, Pieces to) {
        Integer index = vocabulary.get(text);
        if (index != null) {
            to.add(index);
            return;
        }
        int before = to.count();
        for (byte b : bytes ? text.getBytes(StandardCharsets.UTF_8) : new byte[0]) {
            Integer byByte = vocabulary.get("<0x%02X>".formatted(b & 0xff));
            if (byByte == null) {
                to.cut(before);
                break;
            }
            to.add(byByte);
        }
        if (to.count() == before && unknown >= 0) {
            to.add(unknown);
        }
    }
}
