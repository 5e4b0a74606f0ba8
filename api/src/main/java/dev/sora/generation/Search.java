// SPDX-License-Identifier: Apache-2.0
package dev.sora.generation;

/**
 * How a sequence is chosen from the scores of its symbols. Logarithms of probabilities are added
 * up.
 *
 * @param beams the number of sequences that are continued at each step; 1 for the greedy choice, or
 *     for drawing
 * @param best how many sequences of each record are returned, the best first; at most {@code beams}
 * @param lengthPenalty the exponent a of {@code ((5 + length) / 6)^a}, by which the score of a
 *     sequence is divided (Wu et al., 2016); 0 favours short sequences
 * @param temperature 0 for the most probable symbol; otherwise symbols are drawn, with logits
 *     divided by this number
 * @param topK draw among this many most probable symbols only (Fan, Lewis and Dauphin, 2018); 0 for
 *     all
 * @param topP draw among the most probable symbols whose probabilities add up to this (Holtzman et
 *     al., 2020); 1 for all
 * @param repetitionPenalty positive logits of symbols that the sequence has already are divided by
 *     this number, negative ones multiplied (Keskar et al., 2019); 1 for none
 * @since 1.0
 */
public record Search(
        int beams,
        int best,
        double lengthPenalty,
        double temperature,
        int topK,
        double topP,
        double repetitionPenalty) {

    /** Checks the numbers. */
    public Search {
        check(beams >= 1 && beams <= 100, "beams must be from 1 to 100, not " + beams);
        check(best >= 1 && best <= beams, "best must be from 1 to beams, not " + best);
        check(lengthPenalty >= 0 && lengthPenalty <= 5, "lengthPenalty is from 0 to 5");
        check(temperature >= 0 && temperature <= 100, "temperature is from 0 to 100");
        check(temperature == 0 || beams == 1, "symbols are drawn with one beam");
        check(topK >= 0, "topK must not be negative");
        check(topP > 0 && topP <= 1, "topP is above 0, at most 1");
        check(
                repetitionPenalty >= 1 && repetitionPenalty <= 10,
                "repetitionPenalty is from 1 to 10");
    }

    private static void check(boolean right, String needs) {
        if (!right) {
            throw new IllegalArgumentException(needs);
        }
    }

    /** Returns the greedy choice: the most probable symbol at each step. */
    public static Search greedy() {
        return new Search(1, 1, 0, 0, 0, 1, 1);
    }

    /** Returns a search with beams, which returns one sequence. */
    public static Search beam(int beams, double lengthPenalty) {
        return new Search(beams, 1, lengthPenalty, 0, 0, 1, 1);
    }

    /** Returns drawing with a temperature above 0. */
    public static Search drawn(double temperature, int topK, double topP) {
        return new Search(1, 1, 0, temperature, topK, topP, 1);
    }

    /** Returns a copy that returns several sequences. */
    public Search withBest(int sequences) {
        return new Search(
                beams, sequences, lengthPenalty, temperature, topK, topP, repetitionPenalty);
    }

    /** Returns a copy with a penalty on symbols that the sequence has already. */
    public Search withRepetitionPenalty(double penalty) {
        return new Search(beams, best, lengthPenalty, temperature, topK, topP, penalty);
    }
}
