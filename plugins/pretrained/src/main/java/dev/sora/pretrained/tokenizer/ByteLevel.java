// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The division of GPT-2 (Radford et al., 2019): words with the space before them, as bytes that are
 * written as letters.
 */
record ByteLevel(boolean prefixSpace, boolean divides) implements PreTokeniser {

    private static final char[] LETTERS = letters();

    /** Bytes that can be seen stand for themselves, all others for characters from 256 on. */
    private static char[] letters() {
        char[] letters = new char[256];
        int next = 256;
        for (int b = 0; b < letters.length; b++) {
            boolean seen = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE && b <= 0xFF;
            letters[b] = (char) (seen ? b : next++);
        }
        return letters;
    }

    /**
     * Returns whether a word is told by the space before it, and the division adds none.
     *
     * @param json a division, or a sequence of them
     */
    static boolean needsSpace(TokenizerJson json) {
        if (!json.isPresent()) {
            return false;
        }
        return switch (json.text("type", "")) {
            case "ByteLevel" -> !json.bool("add_prefix_space", true);
            case "Sequence" ->
                    json.get("pretokenizers").list().stream().anyMatch(ByteLevel::needsSpace);
            default -> false;
        };
    }

    @Override
    public List<Word> divide(List<Word> words) {
        List<Word> spaced = new ArrayList<>(words.size());
        for (Word word : words) {
            boolean add = prefixSpace && !word.text().startsWith(" ");
            spaced.add(add ? new Word(" " + word.text(), word.first()) : word);
        }
        List<Word> divided = divides ? Expressions.GPT2.divide(spaced) : spaced;
        List<Word> bytes = new ArrayList<>(divided.size());
        divided.forEach(word -> bytes.add(new Word(bytes(word.text()), word.first())));
        return bytes;
    }

    private static String bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        char[] letters = new char[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            letters[i] = LETTERS[bytes[i] & 0xff];
        }
        return new String(letters);
    }
}
