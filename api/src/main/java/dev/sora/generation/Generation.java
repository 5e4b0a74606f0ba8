// SPDX-License-Identifier: Apache-2.0
package dev.sora.generation;

import java.util.Set;

/**
 * What core needs to know to generate.
 *
 * @param soFar which of the output's signals is the sequence so far, counted from 0. It must come
 *     from an input directly: a sequence of indices
 * @param begin the symbol before the first one
 * @param end the symbol after the last one
 * @param never symbols that are never generated, such as padding and the begin
 * @param longest the most symbols of a sequence, without the end
 * @param search how symbols are chosen
 * @since 1.0
 */
public record Generation(
        int soFar, int begin, int end, Set<Integer> never, int longest, Search search) {

    /**
     * The part of a prediction with the generated symbols: {@code INT32}, {@code (batch, best,
     * symbols)}. After the last symbol it is 0.
     */
    public static final String GENERATED = "generated";

    /**
     * The part of a prediction with the score of each generated sequence, {@code (batch, best)}.
     */
    public static final String SCORES = "scores";

    /**
     * The part of a prediction with what each symbol of the best sequence attended to: {@code
     * (batch, symbols, places)}, 0 after the last symbol. It is present if {@link
     * GeneratingOutput#hasAttention}.
     *
     * @since 1.3
     */
    public static final String ATTENTION = "attention";

    /** Checks the numbers. */
    public Generation {
        if (longest < 1 || begin == end || begin < 1 || end < 1) {
            throw new IllegalArgumentException(
                    "begin %d, end %d, longest %d".formatted(begin, end, longest));
        }
        never = Set.copyOf(never);
    }

    /** Returns a copy with another search. */
    public Generation with(Search other) {
        return new Generation(soFar, begin, end, never, longest, other);
    }
}
