// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Byte-pair encoding (Sennrich, Haddow and Birch, 2016): the characters of a word, of which pairs
 * are merged in the order in which they were learned.
 *
 * @param merges the rank and the result of each pair, by {@link #key}
 * @param unknown the index of the unknown token, -1 without one: characters are then left out
 * @param whole whether a word of the vocabulary is taken as it is
 */
record BytePairModel(
        Map<String, Integer> vocabulary,
        Map<Long, long[]> merges,
        int unknown,
        boolean fuse,
        boolean bytes,
        boolean whole,
        String prefix,
        String suffix)
        implements PieceModel {

    static BytePairModel of(TokenizerJson json) {
        Map<String, Integer> vocabulary = PieceModel.vocabulary(json.get("vocab"));
        String prefix = json.text("continuing_subword_prefix", "");
        Map<Long, long[]> merges = new HashMap<>();
        List<TokenizerJson> pairs = json.get("merges").list();
        if (pairs.size() > Tokenizer.MOST_TOKENS) {
            throw json.get("merges").broken("at most %d pairs".formatted(Tokenizer.MOST_TOKENS));
        }
        for (int rank = 0; rank < pairs.size(); rank++) {
            TokenizerJson pair = pairs.get(rank);
            String[] parts =
                    pair.isText()
                            ? pair.text().split(" ", -1)
                            : pair.list().stream().map(TokenizerJson::text).toArray(String[]::new);
            if (parts.length != 2 || parts[1].length() < prefix.length()) {
                throw pair.broken("two tokens");
            }
            Integer left = vocabulary.get(parts[0]);
            Integer right = vocabulary.get(parts[1]);
            Integer joined = vocabulary.get(parts[0] + parts[1].substring(prefix.length()));
            if (left == null || right == null || joined == null) {
                throw pair.broken("tokens of the vocabulary that make a token of it");
            }
            merges.put(key(left, right), new long[] {rank, joined});
        }
        String unknown = json.text("unk_token", "");
        Integer index = unknown.isEmpty() ? Integer.valueOf(-1) : vocabulary.get(unknown);
        if (index == null) {
            throw json.get("unk_token").broken("a token of the vocabulary");
        }
        return new BytePairModel(
                vocabulary,
                merges,
                index,
                json.bool("fuse_unk", false),
                json.bool("byte_fallback", false),
                json.bool("ignore_merges", false),
                prefix,
                json.text("end_of_word_suffix", ""));
    }

    private static long key(int left, int right) {
        return (long) left << 32 | right;
    }

    @Override
    public void encode(String word, Pieces to) {
        Integer entry = whole ? vocabulary.get(word) : null;
        if (entry != null) {
            to.add(entry);
            return;
        }
        merge(characters(word), to);
    }

    private int[] characters(String word) {
        Pieces symbols = new Pieces();
        boolean afterUnknown = false;
        for (int i = 0; i < word.length(); ) {
            int end = i + Character.charCount(word.codePointAt(i));
            String c = word.substring(i, end);
            String symbol = (i > 0 ? prefix : "") + c + (end == word.length() ? suffix : "");
            Integer index = vocabulary.get(symbol);
            boolean known = index != null || bytes && byBytes(symbol, symbols);
            if (index != null) {
                symbols.add(index);
            } else if (!known && unknown >= 0 && !(fuse && afterUnknown)) {
                symbols.add(unknown);
            }
            afterUnknown = !known && unknown >= 0;
            i = end;
        }
        return symbols.toArray();
    }

    /** Appends tokens for the bytes of a character, if the vocabulary has all of them. */
    private boolean byBytes(String symbol, Pieces to) {
        int before = to.count();
        for (byte b : symbol.getBytes(StandardCharsets.UTF_8)) {
            Integer index = vocabulary.get("<0x%02X>".formatted(b & 0xff));
            if (index == null) {
                to.cut(before);
                return false;
            }
            to.add(index);
        }
        return true;
    }

    private record Pair(
            long rank, int left, int right, int joined, int leftToken, int rightToken) {}

    private void merge(int[] tokens, Pieces to) {
        int[] next = new int[tokens.length];
        int[] previous = new int[tokens.length];
        PriorityQueue<Pair> queue =
                new PriorityQueue<>(
                        (a, b) ->
                                a.rank() != b.rank()
                                        ? Long.compare(a.rank(), b.rank())
                                        : Integer.compare(a.left(), b.left()));
        for (int i = 0; i < tokens.length; i++) {
            previous[i] = i - 1;
            next[i] = i + 1 < tokens.length ? i + 1 : -1;
            offer(tokens, i - 1, i, queue);
        }
        while (!queue.isEmpty()) {
            Pair pair = queue.poll();
            int left = pair.left();
            int right = pair.right();
            // a pair of which a part has been merged since is out of date
            if (next[left] != right
                    || tokens[left] != pair.leftToken()
                    || tokens[right] != pair.rightToken()) {
                continue;
            }
            tokens[left] = pair.joined();
            tokens[right] = -1;
            next[left] = next[right];
            next[right] = -1;
            if (next[left] >= 0) {
                previous[next[left]] = left;
                offer(tokens, left, next[left], queue);
            }
            offer(tokens, previous[left], left, queue);
        }
        for (int token : tokens) {
            if (token >= 0) {
                to.add(token);
            }
        }
    }

    private void offer(int[] tokens, int left, int right, PriorityQueue<Pair> queue) {
        if (left >= 0) {
            long[] merge = merges.get(key(tokens[left], tokens[right]));
            if (merge != null) {
                queue.add(
                        new Pair(
                                merge[0],
                                left,
                                right,
                                (int) merge[1],
                                tokens[left],
                                tokens[right]));
            }
        }
    }
}
