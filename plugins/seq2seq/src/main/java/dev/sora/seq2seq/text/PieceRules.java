// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.text;

import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How texts become pieces.
 *
 * @param column the column of the text
 * @param learnFrom the columns whose texts the pieces are learned from
 * @param vocabulary the greatest number of learned pieces
 * @param lowerCase whether letters are converted to lower case
 * @param length the most pieces of a text that are kept; 0 for those of the longest training text
 */
record PieceRules(
        String column, List<String> learnFrom, int vocabulary, boolean lowerCase, int length) {

    /** The greatest length of a text that is not given by a setting. */
    static final int MOST_LEARNED = 1000;

    /** The greatest length that a setting can give. */
    static final int MOST = 100_000;

    /** Follows each of several texts. */
    private static final char END_OF_TEXT = '¶';

    /** The number of distinct parts that are counted; when it is reached, rare ones are dropped. */
    private static final int MOST_COUNTED = 2_000_000;

    /** Returns the text of a record; empty if the record has none. */
    Optional<String> text(DataRecord record) {
        return text(record, column);
    }

    private Optional<String> text(DataRecord record, String name) {
        return record.find(name)
                .map(PieceRules::joined)
                .map(text -> lowerCase ? text.toLowerCase(Locale.ROOT) : text);
    }

    private static String joined(Object value) {
        if (!(value instanceof List<?> texts)) {
            return value.toString();
        }
        StringBuilder all = new StringBuilder();
        texts.forEach(text -> all.append(text).append(' ').append(END_OF_TEXT).append(' '));
        return all.toString();
    }

    /** What was learned: the pieces, and the length. */
    record Learned(Pieces pieces, int length) {

        State state() {
            return State.builder()
                    .integer("length", length)
                    .strings("pieces", pieces.learned())
                    .build();
        }
    }

    Learned learn(Records records) {
        Map<String, Long> counts = new HashMap<>();
        records.forEach(
                record -> {
                    for (String name : learnFrom) {
                        text(record, name)
                                .ifPresent(
                                        text ->
                                                WordSplitter.split(
                                                        text,
                                                        part -> counts.merge(part, 1L, Long::sum)));
                    }
                    if (counts.size() > MOST_COUNTED) {
                        counts.values().removeIf(count -> count == 1);
                    }
                });
        if (counts.isEmpty()) {
            throw new DataException(
                    Problem.of("SORA-4382", "the training texts have no characters")
                            .needs("texts in column '%s'".formatted(String.join("', '", learnFrom)))
                            .have("none")
                            .fix("check the column and its texts"));
        }
        Pieces pieces = new Pieces(PieceLearner.learn(counts, vocabulary));
        return new Learned(pieces, length > 0 ? length : longest(records, pieces));
    }

    private int longest(Records records, Pieces pieces) {
        int[] longest = {1};
        records.forEach(
                record ->
                        text(record)
                                .ifPresent(
                                        text ->
                                                longest[0] =
                                                        Math.max(
                                                                longest[0],
                                                                pieces.encode(text).length)));
        return Math.min(MOST_LEARNED, longest[0]);
    }

    Learned restore(State state) {
        int kept = (int) state.integer("length", 1, MOST);
        List<String> learned = state.distinct("pieces");
        try {
            return new Learned(new Pieces(learned), kept);
        } catch (IllegalArgumentException e) {
            throw state.broken("pieces", "distinct pieces: " + e.getMessage());
        }
    }
}
