// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.tokenizer;

import java.util.ArrayList;
import java.util.List;

/**
 * The division of SentencePiece: a mark stands for a space and begins a word.
 *
 * @param mark the mark, usually U+2581
 * @param prefix which texts get a mark before them: always, first or never
 * @param divides whether words are divided
 */
record Metaspace(char mark, String prefix, boolean divides) implements PreTokeniser {

    static Metaspace of(TokenizerJson json) {
        String mark = json.text("replacement", "\u2581");
        if (mark.length() != 1) {
            throw json.get("replacement").broken("one character");
        }
        String prefix =
                json.text(
                        "prepend_scheme", json.bool("add_prefix_space", true) ? "always" : "never");
        if (!List.of("always", "first", "never").contains(prefix)) {
            throw json.get("prepend_scheme").unknown("always, first or never");
        }
        return new Metaspace(mark.charAt(0), prefix, json.bool("split", true));
    }

    @Override
    public List<Word> divide(List<Word> words) {
        List<Word> divided = new ArrayList<>();
        for (Word word : words) {
            String text = word.text().replace(' ', mark);
            boolean wanted = prefix.equals("always") || prefix.equals("first") && word.first();
            if (wanted && text.charAt(0) != mark) {
                text = mark + text;
            }
            Word marked = new Word(text, word.first());
            if (divides) {
                Division.MERGED_WITH_NEXT.divide(marked, ranges(text), divided);
            } else {
                divided.add(marked);
            }
        }
        return divided;
    }

    private int[] ranges(String text) {
        int count = (int) text.chars().filter(c -> c == mark).count();
        int[] ranges = new int[2 * count];
        int next = 0;
        for (int i = text.indexOf(mark); i >= 0; i = text.indexOf(mark, i + 1)) {
            ranges[next++] = i;
            ranges[next++] = i + 1;
        }
        return ranges;
    }
}
