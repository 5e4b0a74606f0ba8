// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.tokenizer;

import java.util.Map;

/**
 * The pieces of BERT (Wu et al., 2016): again and again the longest piece that the rest of a word
 * begins with. A word that cannot be divided so is one unknown token.
 *
 * @param longest the most characters of a word that is divided
 */
record WordPiece(Map<String, Integer> vocabulary, int unknown, String prefix, int longest)
        implements PieceModel {

    /** The time for a word grows with the square of its length. */
    private static final int LONGEST = 1_000;

    static WordPiece of(TokenizerJson json) {
        Map<String, Integer> vocabulary = PieceModel.vocabulary(json.get("vocab"));
        String unknown = json.text("unk_token", "[UNK]");
        Integer index = vocabulary.get(unknown);
        if (index == null) {
            throw json.get("unk_token").broken("a token of the vocabulary");
        }
        TokenizerJson longest = json.get("max_input_chars_per_word");
        if (longest.isPresent() && longest.index() > LONGEST) {
            throw longest.broken("at most %d".formatted(LONGEST));
        }
        return new WordPiece(
                vocabulary,
                index,
                json.text("continuing_subword_prefix", "##"),
                longest.isPresent() ? longest.index() : 100);
    }

    @Override
    public void encode(String word, Pieces to) {
        if (word.length() > longest && word.codePointCount(0, word.length()) > longest) {
            to.add(unknown);
            return;
        }
        int before = to.count();
        int start = 0;
        while (start < word.length()) {
            int end = word.length();
            Integer found = null;
            while (end > start) {
                String piece = word.substring(start, end);
                found = vocabulary.get(start > 0 ? prefix + piece : piece);
                if (found != null) {
                    break;
                }
                end = word.offsetByCodePoints(end, -1);
            }
            if (found == null) {
                to.cut(before);
                to.add(unknown);
                return;
            }
            to.add(found);
            start = end;
        }
    }
}
