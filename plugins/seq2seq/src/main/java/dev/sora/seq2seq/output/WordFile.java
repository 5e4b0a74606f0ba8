// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.output;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.reading.Place;
import dev.sora.reading.text.Lines;
import dev.sora.reading.text.TextFile;
import dev.sora.seq2seq.text.WordList;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the words of which generated texts consist, one on each line. */
final class WordFile {

    /** The greatest number of words. */
    static final int MOST = 500_000;

    /** The greatest length of a word or phrase, in characters. */
    static final int LONGEST = 200;

    private WordFile() {}

    /** Returns the error of a list none of whose words a text has space for. */
    static DataException tooLong(int shortest, int longest) {
        return new DataException(
                Problem.of("SORA-4390", "no word of the list fits into a generated text")
                        .needs("a word of at most %,d pieces".formatted(longest))
                        .have("the shortest one has %,d".formatted(shortest))
                        .fix("raise 'max_length', or add shorter words to the list"));
    }

    /**
     * Returns the different words of a file in UTF-8; blank lines are left out, also those of
     * spaces that do not break.
     */
    static List<String> read(Path path) {
        TextFile file = new TextFile(Place.of(path), StandardCharsets.UTF_8);
        Set<String> words = new LinkedHashSet<>();
        try (Lines lines = new Lines(file)) {
            long number = 0;
            while (lines.next()) {
                number++;
                String word = Normalizer.normalize(lines.text(), Normalizer.Form.NFC).strip();
                if (word.length() > LONGEST || words.size() >= MOST) {
                    throw new DataException(
                            Problem.of("SORA-4388", "the list of words is too large")
                                    .where(file.place().name() + ":" + number)
                                    .needs(
                                            "at most %,d words of at most %d characters"
                                                    .formatted(MOST, LONGEST))
                                    .have(
                                            word.length() > LONGEST
                                                    ? "%,d characters".formatted(word.length())
                                                    : "more words")
                                    .fix("shorten the list: one word or phrase on each line"));
                }
                if (!WordList.isBlank(word)) {
                    words.add(word);
                }
            }
        }
        if (words.isEmpty()) {
            throw new DataException(
                    Problem.of("SORA-4389", "the list of words has no words")
                            .where(file.place().name())
                            .needs("a word or phrase on each line")
                            .have("no line with characters")
                            .fix("write the words into the file, or remove 'words'"));
        }
        return List.copyOf(words);
    }
}
