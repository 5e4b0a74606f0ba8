// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.tagging;

import java.util.Arrays;

/**
 * Finds the sequence of tags with the greatest score (Viterbi, 1967).
 *
 * @param steps the score of each step, {@code (from, to)}; minus infinity for one that is not
 *     allowed
 * @param first the score of each first tag
 * @param last the score of each last tag
 */
record Viterbi(float[] steps, float[] first, float[] last) {

    /** Returns the score of each step and first tag without those that tags of BIO do not allow. */
    static Viterbi of(
            float[] steps, float[] first, float[] last, boolean[] follows, boolean[] begins) {
        float[] allowedSteps = steps.clone();
        float[] allowedFirst = first.clone();
        for (int i = 0; i < steps.length; i++) {
            allowedSteps[i] = follows[i] ? steps[i] : Float.NEGATIVE_INFINITY;
        }
        for (int i = 0; i < first.length; i++) {
            allowedFirst[i] = begins[i] ? first[i] : Float.NEGATIVE_INFINITY;
        }
        return new Viterbi(allowedSteps, allowedFirst, last);
    }

    /**
     * Decodes one record.
     *
     * @param scores the scores of the tags at each token, row after row
     * @param at the position of its first score
     * @param length its number of tokens
     * @param result receives the tags
     * @param to the position of the first tag
     */
    void decode(float[] scores, int at, int length, int[] result, int to) {
        int tags = first.length;
        double[] best = new double[tags];
        for (int tag = 0; tag < tags; tag++) {
            best[tag] = (double) first[tag] + scores[at + tag];
        }
        int[][] from = new int[length][tags];
        for (int t = 1; t < length; t++) {
            double[] next = new double[tags];
            Arrays.fill(next, Double.NEGATIVE_INFINITY);
            for (int tag = 0; tag < tags; tag++) {
                for (int before = 0; before < tags; before++) {
                    double score = best[before] + steps[before * tags + tag];
                    if (score > next[tag]) {
                        next[tag] = score;
                        from[t][tag] = before;
                    }
                }
                next[tag] += scores[at + t * tags + tag];
            }
            best = next;
        }
        int tag = 0;
        for (int other = 1; other < tags; other++) {
            tag = best[other] + last[other] > best[tag] + last[tag] ? other : tag;
        }
        for (int t = length - 1; t >= 0; t--) {
            result[to + t] = tag;
            tag = from[t][tag];
        }
    }
}
