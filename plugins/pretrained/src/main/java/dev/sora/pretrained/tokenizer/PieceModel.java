// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.tokenizer;

import java.util.Map;

/** Finds the pieces of a word in a vocabulary. */
interface PieceModel {

    /** Appends the indices of the pieces of a word. Safe for any thread. */
    void encode(String word, Pieces to);

    /** Returns the vocabulary. */
    Map<String, Integer> vocabulary();

    /** Reads a model. */
    static PieceModel of(TokenizerJson json) {
        String type = json.text("type", "");
        if (type.isEmpty()) {
            // files before the key existed: a model with merges is a byte-pair encoding
            type = json.get("merges").isPresent() ? "BPE" : "WordPiece";
        }
        return switch (type) {
            case "WordPiece" -> WordPiece.of(json);
            case "BPE" -> BytePairModel.of(json);
            case "Unigram" -> Unigram.of(json);
            default -> throw json.unknown("WordPiece, BPE or Unigram");
        };
    }

    /** Reads a vocabulary: indices by token. */
    static Map<String, Integer> vocabulary(TokenizerJson json) {
        if (json.object().size() > Tokenizer.MOST_TOKENS) {
            throw json.broken("at most %d tokens".formatted(Tokenizer.MOST_TOKENS));
        }
        Map<String, Integer> vocabulary = new java.util.HashMap<>(json.object().size() * 2);
        json.object().keySet().forEach(key -> vocabulary.put(key, json.get(key).index()));
        return vocabulary;
    }
}
