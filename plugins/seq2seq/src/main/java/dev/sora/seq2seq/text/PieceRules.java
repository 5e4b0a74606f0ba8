// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.text;

import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** The share of training texts above which losing a part is reported. */
    private static final double FEW = 0.05;

    /** The greatest length of a text that is not given by a setting. */
    static final int MOST_LEARNED = 1000;

    /** The greatest length that a setting can give. */
    static final int MOST = 100_000;

    /** Follows each of several texts. */
    private static final char END_OF_TEXT = '¶';

    /** The number of distinct parts that are counted; when it is reached, rare ones are dropped. */
    private static final int MOST_COUNTED = 2_000_000;

    /** Returns the text of a record; empty if the record has none. */
    private Optional<String> text(DataRecord record) {
        return text(record, column);
    }

    /**
     * Returns the text of a record in the form of the training texts: where none of them was a list
     * of texts, pieces were never learned with the mark that follows each, and several texts are
     * joined by spaces; where they were lists, a single text is a list of one.
     */
    Optional<String> text(DataRecord record, Learned learned) {
        Optional<Boolean> lists = learned.lists();
        return record.find(column)
                .map(
                        value ->
                                lists.isEmpty() || lists.get() == value instanceof List<?>
                                        ? joined(value)
                                        : value instanceof List<?> texts
                                                ? texts.stream()
                                                        .map(String::valueOf)
                                                        .collect(Collectors.joining(" "))
                                                : joined(List.of(value)))
                .map(this::cased);
    }

    private String cased(String text) {
        return lowerCase ? text.toLowerCase(Locale.ROOT) : text;
    }

    private Optional<String> text(DataRecord record, String name) {
        return record.find(name).map(PieceRules::joined).map(this::cased);
    }

    private static String joined(Object value) {
        if (!(value instanceof List<?> texts)) {
            return value.toString();
        }
        StringBuilder all = new StringBuilder();
        texts.forEach(text -> all.append(text).append(' ').append(END_OF_TEXT).append(' '));
        return all.toString();
    }

    /**
     * What was learned.
     *
     * @param pieces the pieces
     * @param length the most pieces of a text that are kept
     * @param cut the share of the training texts that have more pieces than are kept
     * @param lists whether the training column held lists of texts; empty if an earlier version
     *     learned the pieces, which did not note it
     */
    record Learned(Pieces pieces, int length, double cut, Optional<Boolean> lists) {

        /** Returns a sentence about training texts whose ends are left out, if these are many. */
        List<String> warnings() {
            return cut <= FEW
                    ? List.of()
                    : List.of(
                            String.format(
                                    Locale.ROOT,
                                    "%.0f %% of the training texts have more than %,d pieces, and"
                                            + " their ends are left out: raise 'length' to keep"
                                            + " them",
                                    100 * cut,
                                    length));
        }

        State state() {
            State.Builder state =
                    State.builder().integer("length", length).strings("pieces", pieces.learned());
            lists.ifPresent(own -> state.bool("lists", own));
            return state.build();
        }
    }

    /** Learns pieces, and how long texts are. */
    Learned learn(Records records) {
        Map<String, Long> counts = new HashMap<>();
        Set<String> lacking = new LinkedHashSet<>(learnFrom);
        boolean[] lists = {false};
        records.forEach(
                record -> {
                    lists[0] |= record.find(column).filter(List.class::isInstance).isPresent();
                    for (String name : learnFrom) {
                        Optional<String> text = text(record, name);
                        if (text.isPresent()) {
                            lacking.remove(name);
                            WordSplitter.split(
                                    text.get(), part -> counts.merge(part, 1L, Long::sum));
                        }
                    }
                    if (counts.size() > MOST_COUNTED) {
                        counts.values().removeIf(count -> count == 1);
                    }
                });
        if (counts.isEmpty() || !lacking.isEmpty()) {
            throw new DataException(
                    Problem.of("SORA-4382", "the training texts have no characters")
                            .needs(
                                    "texts in column '%s'"
                                            .formatted(
                                                    String.join(
                                                            "', '",
                                                            lacking.isEmpty()
                                                                    ? learnFrom
                                                                    : lacking)))
                            .have("none")
                            .fix("check the column and its texts"));
        }
        Pieces pieces = new Pieces(PieceLearner.learn(counts, vocabulary));
        return learned(pieces, records, lists[0]);
    }

    private Learned learned(Pieces pieces, Records records, boolean lists) {
        int most = length > 0 ? length : MOST_LEARNED;
        int[] longest = {1};
        long[] counts = new long[2];
        records.forEach(
                record ->
                        text(record)
                                .ifPresent(
                                        text -> {
                                            int own = pieces.encode(text).length;
                                            longest[0] = Math.max(longest[0], own);
                                            counts[0]++;
                                            counts[1] += own > most ? 1 : 0;
                                        }));
        return new Learned(
                pieces,
                length > 0 ? length : Math.min(most, longest[0]),
                (double) counts[1] / Math.max(1, counts[0]),
                Optional.of(lists));
    }

    /** Restores what was learned, with the length of the settings if they state one. */
    Learned grow(State state) {
        Learned before = restore(state);
        return length > 0
                ? new Learned(before.pieces(), length, before.cut(), before.lists())
                : before;
    }

    Learned restore(State state) {
        int kept = (int) state.integer("length", 1, MOST);
        List<String> learned = state.distinct("pieces");
        try {
            return new Learned(
                    new Pieces(learned),
                    kept,
                    0,
                    state.has("lists") ? Optional.of(state.bool("lists")) : Optional.empty());
        } catch (IllegalArgumentException e) {
            throw state.broken("pieces", "distinct pieces: " + e.getMessage());
        }
    }
}
