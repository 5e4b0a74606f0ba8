// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A vocabulary of pieces. Index 0 is padding, 1 the begin, 2 the end; then come 256 bytes, in which
 * characters are written that the training data does not have, and the pieces in the order in which
 * they were learned. Any text can be encoded, and decoding gives it back, except that white space
 * becomes single spaces.
 */
public final class Pieces {

    /** The index before the first piece of a generated text. */
    public static final int BEGIN = 1;

    /** The index after the last piece. */
    public static final int END = 2;

    private static final int BYTES = 3;
    private static final int FIRST = BYTES + 256;
    private static final Pattern BYTE = Pattern.compile("<0x([0-9A-F]{2})>");
    private static final String MARK = String.valueOf(WordSplitter.START);

    /** The number of parts whose pieces are cached; few words make up most of a text. */
    private static final int REMEMBERED = 100_000;

    /** Longer parts are rare, and are not cached. */
    private static final int SHORT = 30;

    private final List<String> learned;
    private final Map<String, Integer> ranks = new HashMap<>();
    private final Map<String, int[]> known = new ConcurrentHashMap<>();

    /**
     * Creates a vocabulary.
     *
     * @param learned distinct pieces in the order of learning
     * @throws IllegalArgumentException if a piece is empty or occurs twice
     */
    Pieces(List<String> learned) {
        this.learned = List.copyOf(learned);
        for (String piece : learned) {
            if (piece.isEmpty() || ranks.put(piece, ranks.size()) != null) {
                throw new IllegalArgumentException("'" + piece + "' is empty, or occurs twice");
            }
        }
    }

    /** Returns the vocabulary whose indices have names. */
    static Pieces of(List<String> entries) {
        return new Pieces(entries.subList(FIRST, entries.size()));
    }

    /** Returns the pieces in the order of learning. */
    List<String> learned() {
        return learned;
    }

    /** Returns the number of indices. */
    int tableSize() {
        return FIRST + learned.size();
    }

    /** Returns the name of each index. */
    List<String> entries() {
        List<String> entries = new ArrayList<>(tableSize());
        entries.addAll(List.of("", "<begin>", "<end>"));
        for (int i = 0; i < 256; i++) {
            entries.add("<0x%02X>".formatted(i));
        }
        entries.addAll(learned);
        return entries;
    }

    /** Returns the indices of a text. */
    int[] encode(String text) {
        List<int[]> all = new ArrayList<>();
        WordSplitter.split(text, part -> all.add(pieces(part)));
        int[] indices = new int[all.stream().mapToInt(own -> own.length).sum()];
        int at = 0;
        for (int[] own : all) {
            System.arraycopy(own, 0, indices, at, own.length);
            at += own.length;
        }
        return indices;
    }

    /** Returns the indices of a text that follows another one without a space. */
    int[] encodeAttached(String text) {
        List<int[]> all = new ArrayList<>();
        WordSplitter.split(
                text,
                part ->
                        all.add(
                                pieces(
                                        all.isEmpty() && part.length() > 1
                                                ? part.substring(1)
                                                : part)));
        return all.stream().flatMapToInt(Arrays::stream).toArray();
    }

    private int[] pieces(String part) {
        int[] pieces = known.get(part);
        if (pieces == null) {
            pieces = cut(part);
            if (part.length() <= SHORT && known.size() < REMEMBERED) {
                known.put(part, pieces);
            }
        }
        return pieces;
    }

    /** Applies the joins in the order in which they were learned. */
    private int[] cut(String part) {
        List<String> pieces = PieceLearner.characters(part);
        while (true) {
            int first = -1;
            int best = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < pieces.size(); i++) {
                int rank = ranks.getOrDefault(pieces.get(i) + pieces.get(i + 1), Integer.MAX_VALUE);
                if (rank < best) {
                    best = rank;
                    first = i;
                }
            }
            if (first < 0) {
                return pieces.stream()
                        .flatMapToInt(piece -> Arrays.stream(indices(piece)))
                        .toArray();
            }
            pieces.set(first, pieces.get(first) + pieces.remove(first + 1));
        }
    }

    private int[] indices(String piece) {
        Integer rank = ranks.get(piece);
        if (rank != null) {
            return new int[] {FIRST + rank};
        }
        byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
        int[] indices = new int[bytes.length];
        Arrays.setAll(indices, i -> BYTES + (bytes[i] & 0xff));
        return indices;
    }

    /**
     * Returns the text of indices; padding, begin and end are left out.
     *
     * @param entries the name of each index
     */
    public static String decode(int[] indices, List<String> entries) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int index : indices) {
            if (index < BYTES) {
                continue;
            }
            String entry = entries.get(index);
            Matcher single = BYTE.matcher(entry);
            if (single.matches()) {
                text.write(Integer.parseInt(single.group(1), 16));
            } else {
                text.writeBytes(entry.getBytes(StandardCharsets.UTF_8));
            }
        }
        return text.toString(StandardCharsets.UTF_8).replace(MARK, " ").strip();
    }

    /** Returns the name of an index for people. */
    public static String shown(int index, List<String> entries) {
        return Optional.of(entries.get(index)).map(e -> e.replace(MARK, " ").strip()).orElse("");
    }
}
