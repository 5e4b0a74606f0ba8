// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.tokenizer;

import dev.sora.pretrained.tokenizer.AddedTokens.Added;
import dev.sora.pretrained.tokenizer.AddedTokens.Part;
import dev.sora.pretrained.tokenizer.PreTokeniser.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A tokeniser from a {@code tokenizer.json}. Immutable; safe for any thread. */
public final class Tokenizer {

    /** The most bytes of a file. */
    public static final int MOST_BYTES = 64 << 20;

    static final int MOST_TOKENS = 4_000_000;
    static final int DEEPEST = 16;

    private final AddedTokens raw;
    private final Normaliser normaliser;
    private final AddedTokens normalised;
    private final PreTokeniser words;
    private final PieceModel model;
    private final Around around;
    private final boolean needsSpace;
    private final int length;
    private final String[] tokens;

    private Tokenizer(TokenizerJson json) {
        this.model = PieceModel.of(json.get("model"));
        this.normaliser = Normaliser.of(json.get("normalizer"));
        this.words = PreTokeniser.of(json.get("pre_tokenizer"));
        this.needsSpace = ByteLevel.needsSpace(json.get("pre_tokenizer"));
        this.around = Around.of(json.get("post_processor"));
        this.raw = new AddedTokens();
        this.normalised = new AddedTokens();
        Map<String, Integer> all = new HashMap<>(model.vocabulary());
        List<TokenizerJson> added = json.get("added_tokens").list();
        if (added.size() > AddedTokens.MOST) {
            throw json.get("added_tokens").broken("at most %d".formatted(AddedTokens.MOST));
        }
        for (TokenizerJson token : added) {
            add(token, all);
        }
        TokenizerJson truncation = json.get("truncation");
        this.length = truncation.isPresent() ? truncation.get("max_length").index() : 0;
        int size = all.values().stream().mapToInt(i -> i).max().orElse(0) + 1;
        for (int index : around.before()) {
            size = Math.max(size, index + 1);
        }
        for (int index : around.after()) {
            size = Math.max(size, index + 1);
        }
        if (size > MOST_TOKENS) {
            throw json.broken("indices below %d".formatted(MOST_TOKENS));
        }
        this.tokens = new String[size];
        Arrays.fill(tokens, "");
        all.forEach((text, index) -> tokens[index] = text);
    }

    private void add(TokenizerJson token, Map<String, Integer> all) {
        String text = token.get("content").text();
        boolean changes = token.bool("normalized", !token.bool("special", false));
        Added added =
                new Added(
                        changes ? normaliser.apply(text) : text,
                        token.get("id").index(),
                        token.bool("single_word", false),
                        token.bool("lstrip", false),
                        token.bool("rstrip", false));
        if (added.text().length() > AddedTokens.LONGEST) {
            throw token.get("content")
                    .broken("at most %d characters".formatted(AddedTokens.LONGEST));
        }
        (changes ? normalised : raw).add(added);
        all.put(text, added.index());
    }

    /**
     * Reads a tokeniser.
     *
     * @param json the bytes of the file; untrusted
     * @param where the file, for messages
     * @throws dev.sora.problem.DataException if the file is broken, or has a step of a kind that is
     *     not known
     */
    public static Tokenizer read(byte[] json, String where) {
        return new Tokenizer(TokenizerJson.parse(json, where));
    }

    /**
     * Returns the indices of a text, with the tokens around it.
     *
     * @param longest the most indices, at least as many as are around a text; the end is cut off
     */
    public int[] encode(String text, int longest) {
        int most = Math.max(0, longest - around.count());
        Pieces pieces = new Pieces();
        around.before().forEach(pieces::add);
        add(text, pieces.count() + most, pieces);
        around.after().forEach(pieces::add);
        return pieces.toArray();
    }

    /**
     * Returns the indices of a text that is divided into tokens already, with the tokens around it.
     * Each token is encoded alone, as <i>tokenizers</i> encodes a list of words; where a model
     * tells words by the space before them, with a space.
     *
     * @param longest the most indices; if the text has more, the result has more than that, and not
     *     all
     * @param starts receives where the indices of each token start, and where the last one's end: a
     *     place more than there are tokens. A token may have no index
     */
    public int[] encode(List<String> text, int longest, int[] starts) {
        Pieces pieces = new Pieces();
        around.before().forEach(pieces::add);
        for (int i = 0; i < text.size(); i++) {
            starts[i] = pieces.count();
            add(needsSpace ? " " + text.get(i) : text.get(i), longest + 1, pieces);
        }
        starts[text.size()] = pieces.count();
        around.after().forEach(pieces::add);
        return pieces.toArray();
    }

    /**
     * Adds the indices of a text.
     *
     * @param limit how many there may be at most, those before included
     */
    private void add(String text, int limit, Pieces pieces) {
        List<Part> parts = new ArrayList<>();
        List<Part> outer = new ArrayList<>();
        raw.divide(text, true, outer);
        for (Part part : outer) {
            if (part.index() >= 0) {
                parts.add(part);
            } else {
                String changed = normaliser.apply(part.text());
                boolean first = part.first() && !losesFirst(part.text());
                normalised.divide(changed, first, parts);
            }
        }
        for (Part part : parts) {
            if (pieces.count() >= limit) {
                break;
            }
            if (part.index() >= 0) {
                pieces.add(part.index());
                continue;
            }
            for (Word word : words.divide(List.of(new Word(part.text(), part.first())))) {
                if (pieces.count() >= limit) {
                    break;
                }
                model.encode(word.text(), pieces);
            }
        }
        pieces.cut(Math.min(pieces.count(), limit));
    }

    /**
     * Returns whether the first character of a text is removed, so that no word is at its start.
     */
    private boolean losesFirst(String text) {
        return normaliser.removes(text.substring(0, text.offsetByCodePoints(0, 1)));
    }

    /** Returns the number of indices, those without a token included. */
    public int size() {
        return tokens.length;
    }

    /** Returns the token of each index; empty where there is none. */
    public List<String> tokens() {
        return List.of(tokens);
    }

    /** Returns the number of tokens around a text. */
    public int around() {
        return around.count();
    }

    /** Returns the most indices of a text that the file names. */
    public OptionalInt length() {
        return length > 0 ? OptionalInt.of(length) : OptionalInt.empty();
    }
}
