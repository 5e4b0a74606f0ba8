// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.metric;

import java.util.List;
import java.util.Map;

/**
 * The counts of chrF (Popović, 2015) as sacreBLEU computes it by default: 1- to 6-grams of
 * characters without white space, with twice the weight on recall.
 */
final class CharacterCounts {

    /** The number of counts: for each order the n-grams said, those that are right, and both. */
    static final int SIZE = 18;

    /** The position of the number of characters of the right text. */
    static final int RIGHT = 1;

    private static final int ORDER = 6;
    private static final double BETA_SQUARED = 4;

    private CharacterCounts() {}

    static double[] of(String generated, String reference) {
        List<Integer> own = characters(generated);
        List<Integer> wanted = characters(reference);
        double[] counts = new double[SIZE];
        for (int n = 0; n < ORDER; n++) {
            Map<List<Integer>, Integer> said = Grams.count(own, n + 1);
            Map<List<Integer>, Integer> expected = Grams.count(wanted, n + 1);
            // where the reference is too short for an order, the generated text is not counted
            counts[3 * n] = expected.isEmpty() ? 0 : Grams.size(said);
            counts[3 * n + RIGHT] = Grams.size(expected);
            counts[3 * n + 2] = Grams.common(said, expected);
        }
        return counts;
    }

    private static List<Integer> characters(String text) {
        return text.codePoints()
                .filter(point -> !Character.isWhitespace(point) && !Character.isSpaceChar(point))
                .boxed()
                .toList();
    }

    static double score(double[] counts) {
        double precision = 0;
        double recall = 0;
        int orders = 0;
        for (int n = 0; n < ORDER; n++) {
            double said = counts[3 * n];
            double right = counts[3 * n + RIGHT];
            if (said > 0 && right > 0) {
                precision += counts[3 * n + 2] / said;
                recall += counts[3 * n + 2] / right;
                orders++;
            }
        }
        if (orders == 0 || precision + recall == 0) {
            return 0;
        }
        precision /= orders;
        recall /= orders;
        return 100 * (1 + BETA_SQUARED) * precision * recall / (BETA_SQUARED * precision + recall);
    }
}
