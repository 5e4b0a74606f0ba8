// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import dev.sora.metric.ClassDecision;
import dev.sora.metric.ClassOutcome;
import dev.sora.particle.State;

/**
 * How a fitted classification answers: what the manifest says, and what the validation data
 * decided.
 *
 * @param temperature what scores are divided by
 * @param decision how probabilities become answers
 */
record Answers(double temperature, ClassDecision decision) {

    private static final String TEMPERATURE = "temperature";
    private static final String THRESHOLD = "threshold";

    /** Returns the answers before anything is learned from validation data. */
    static Answers of(AnswerRule rule, int positive) {
        double threshold = rule.threshold().flatMap(ThresholdRule::fixed).orElse(Double.NaN);
        return new Answers(1, ClassDecision.of(positive, threshold, rule.abstainBelow()));
    }

    /** Learns temperature and threshold; the threshold from calibrated probabilities. */
    Answers learned(AnswerRule rule, ClassOutcome validation) {
        double fitted = rule.scaled() ? Temperature.fit(validation) : 1;
        int positive = decision.positive();
        double threshold = decision.threshold();
        if (rule.threshold().isPresent()) {
            threshold =
                    rule.threshold()
                            .get()
                            .choose(new Answers(fitted, decision).scaled(validation), positive);
        }
        return new Answers(fitted, ClassDecision.of(positive, threshold, decision.abstainBelow()));
    }

    /** Returns an outcome with the probabilities of this temperature. */
    private ClassOutcome scaled(ClassOutcome outcome) {
        int width = outcome.classes().size();
        float[] scores = new float[outcome.probabilities().length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) (outcome.logProbability(i / width, i % width) / temperature);
        }
        Softmax softmax = Softmax.rows(scores, width);
        return ClassOutcome.of(
                outcome.classes(), softmax.probabilities(), outcome.targets(), softmax.logOdds());
    }

    /** Returns the probabilities of raw scores. */
    Softmax softmax(float[] scores, int width) {
        if (temperature == 1) {
            return Softmax.rows(scores, width);
        }
        float[] scaled = new float[scores.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (scores[i] / temperature);
        }
        return Softmax.rows(scaled, width);
    }

    /** Saves what was learned. */
    void save(State.Builder state, AnswerRule rule) {
        if (rule.scaled() && temperature != 1) {
            state.number(TEMPERATURE, temperature);
        }
        if (rule.threshold().filter(r -> r.fixed().isEmpty()).isPresent()
                && decision.hasThreshold()) {
            state.number(THRESHOLD, decision.threshold());
        }
    }

    /** Restores what was learned. */
    static Answers restore(AnswerRule rule, int positive, State state) {
        Answers fresh = of(rule, positive);
        double temperature = state.has(TEMPERATURE) ? within(state, TEMPERATURE, 0.01, 100) : 1;
        double threshold =
                state.has(THRESHOLD) ? within(state, THRESHOLD, 0, 1) : fresh.decision.threshold();
        return new Answers(temperature, ClassDecision.of(positive, threshold, rule.abstainBelow()));
    }

    private static double within(State state, String key, double least, double most) {
        double value = state.number(key);
        if (value < least || value > most) {
            throw state.broken(key, "a number from %s to %s".formatted(least, most));
        }
        return value;
    }
}
