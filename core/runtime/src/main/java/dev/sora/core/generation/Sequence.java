// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.generation;

import java.util.Arrays;
import java.util.Comparator;

/**
 * A sequence of symbols, without begin and end.
 *
 * @param symbols the symbols
 * @param score the sum of the logarithms of their probabilities, divided by the length penalty
 * @param ended whether the end followed, rather than the greatest length
 */
record Sequence(int[] symbols, double score, boolean ended) {

    /** The better first. */
    static final Comparator<Sequence> BEST_FIRST =
            Comparator.comparingDouble((Sequence sequence) -> -sequence.score());

    /** Returns what {@code score} is divided by: Wu et al. (2016), equation 14. */
    static double penalty(int length, double exponent) {
        return exponent == 0 ? 1 : Math.pow((5.0 + length) / 6, exponent);
    }

    /** Returns symbols with one more. */
    static int[] with(int[] symbols, int next) {
        int[] longer = Arrays.copyOf(symbols, symbols.length + 1);
        longer[symbols.length] = next;
        return longer;
    }
}
