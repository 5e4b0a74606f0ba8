// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.tokenizer;

import dev.sora.pretrained.tokenizer.PreTokeniser.Word;
import java.util.List;

/**
 * Where a text is cut, given the ranges at which an expression or a class of characters matches.
 */
enum Division {
    /** Matches are left out. */
    REMOVED,
    /** Each match is a part. */
    ISOLATED,
    /** Each match belongs to the part before it. */
    MERGED_WITH_PREVIOUS,
    /** Each match belongs to the part after it. */
    MERGED_WITH_NEXT,
    /** Matches that follow each other are one part. */
    CONTIGUOUS;

    static Division of(TokenizerJson json) {
        if (!json.isPresent()) {
            return ISOLATED;
        }
        return switch (json.text()) {
            case "Removed" -> REMOVED;
            case "Isolated" -> ISOLATED;
            case "MergedWithPrevious" -> MERGED_WITH_PREVIOUS;
            case "MergedWithNext" -> MERGED_WITH_NEXT;
            case "Contiguous" -> CONTIGUOUS;
            default ->
                    throw json.unknown(
                            "Removed, Isolated, MergedWithPrevious, MergedWithNext or Contiguous");
        };
    }

    /**
     * Divides a word.
     *
     * @param ranges start and end of each match in turn, in order
     */
    void divide(Word word, int[] ranges, List<Word> to) {
        int length = word.text().length();
        // the start of the part that is not finished
        int open = 0;
        int end = 0;
        boolean matched = false;
        for (int i = 0; i < ranges.length; i += 2) {
            int start = ranges[i];
            boolean gap = start > end;
            switch (this) {
                case REMOVED -> {
                    add(word, end, start, to);
                    open = ranges[i + 1];
                }
                case ISOLATED -> {
                    add(word, end, start, to);
                    add(word, start, ranges[i + 1], to);
                    open = ranges[i + 1];
                }
                case MERGED_WITH_PREVIOUS -> {
                    if (!gap && matched) {
                        add(word, start, ranges[i + 1], to);
                    } else {
                        add(word, open, ranges[i + 1], to);
                    }
                    open = ranges[i + 1];
                }
                case MERGED_WITH_NEXT -> {
                    add(word, open, start, to);
                    open = start;
                }
                case CONTIGUOUS -> {
                    if (gap) {
                        add(word, open, end, to);
                        add(word, end, start, to);
                        open = start;
                    }
                }
            }
            end = ranges[i + 1];
            matched = true;
        }
        if (this == CONTIGUOUS) {
            add(word, open, end, to);
            add(word, end, length, to);
        } else {
            add(word, open, length, to);
        }
    }

    private static void add(Word word, int from, int to, List<Word> all) {
        if (to > from) {
            all.add(new Word(word.text().substring(from, to), word.first() && from == 0));
        }
    }
}
