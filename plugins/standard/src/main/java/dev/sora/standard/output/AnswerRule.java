// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import java.util.Optional;

/**
 * What a manifest says about the answers of a classification.
 *
 * @param positive the label of the positive one of two classes; empty for the second
 * @param threshold how the threshold between two classes is found; empty if the most probable class
 *     is the answer
 * @param scaled whether probabilities are calibrated by a temperature
 * @param abstainBelow the probability below which no answer is given
 */
record AnswerRule(
        Optional<String> positive,
        Optional<ThresholdRule> threshold,
        boolean scaled,
        double abstainBelow) {

    /** Returns whether something is learned from the validation data. */
    boolean isLearned() {
        return scaled || threshold.filter(rule -> rule.fixed().isEmpty()).isPresent();
    }
}
