// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.metric;

import dev.sora.similarity.metric.Pairs.Scores;

/**
 * Rates of acceptance over pairs in which each identity has a weight: 1, or how often it was drawn
 * in a resample. A genuine pair has the weight of its identity, an impostor pair the product of
 * both.
 */
final class Rates {

    private final Pairs pairs;
    private final int[] weights;

    Rates(Pairs pairs, int[] weights) {
        this.pairs = pairs;
        this.weights = weights;
    }

    /**
     * A threshold with its rates.
     *
     * @param threshold the least score that is accepted
     * @param far the share of impostor pairs that are accepted (false acceptance rate)
     * @param tar the share of genuine pairs that are accepted (true acceptance rate)
     */
    record Point(double threshold, double far, double tar) {}

    /**
     * Returns the smallest threshold at which the false acceptance rate is not above a bound, with
     * its rates; NaN without genuine or impostor pairs.
     */
    Point at(double far) {
        double genuine = genuineWeight();
        double impostor = impostorWeight();
        if (genuine == 0 || impostor == 0) {
            return new Point(Double.NaN, Double.NaN, Double.NaN);
        }
        Scores scores = pairs.impostor;
        // a share that is exactly the bound must not exceed it by rounding
        double allowed = far * impostor * (1 + 1e-12);
        double accepted = 0;
        double threshold = -1;
        for (int i = 0; i < scores.size(); ) {
            double tied = 0;
            int end = i;
            while (end < scores.size() && scores.score[end] == scores.score[i]) {
                tied += impostorWeight(end++);
            }
            if (accepted + tied > allowed) {
                threshold = Math.nextUp(scores.score[i]);
                break;
            }
            accepted += tied;
            i = end;
        }
        return new Point(threshold, accepted / impostor, accepted(threshold) / genuine);
    }

    private double accepted(double threshold) {
        double accepted = 0;
        for (int i = 0; i < pairs.genuine.size() && pairs.genuine.score[i] >= threshold; i++) {
            accepted += weights[pairs.genuine.first[i]];
        }
        return accepted;
    }

    /**
     * Returns the equal error rate: where the shares of impostor pairs that are accepted and of
     * genuine pairs that are rejected are equal, on straight lines between the thresholds at which
     * they change; NaN without pairs of both kinds.
     */
    double equalError() {
        double genuine = genuineWeight();
        double impostor = impostorWeight();
        if (genuine == 0 || impostor == 0) {
            return Double.NaN;
        }
        // sums of integers: a difference of shares would not be exactly 0 where nothing is rejected
        double kept = 0;
        double taken = 0;
        double far = 0;
        double frr = 1;
        int g = 0;
        int i = 0;
        while (g < pairs.genuine.size() || i < pairs.impostor.size()) {
            float next = Math.max(score(pairs.genuine, g), score(pairs.impostor, i));
            double farBefore = far;
            double frrBefore = frr;
            for (; score(pairs.genuine, g) == next && g < pairs.genuine.size(); g++) {
                kept += weights[pairs.genuine.first[g]];
            }
            for (; score(pairs.impostor, i) == next && i < pairs.impostor.size(); i++) {
                taken += impostorWeight(i);
            }
            frr = (genuine - kept) / genuine;
            far = taken / impostor;
            if (far >= frr) {
                double before = frrBefore - farBefore;
                double after = far - frr;
                double share = before + after == 0 ? 0 : before / (before + after);
                return Math.max(0, farBefore + share * (far - farBefore));
            }
        }
        return far;
    }

    private static float score(Scores scores, int at) {
        return at < scores.size() ? scores.score[at] : Float.NEGATIVE_INFINITY;
    }

    private double genuineWeight() {
        double sum = 0;
        for (int identity : pairs.genuine.first) {
            sum += weights[identity];
        }
        return sum;
    }

    private double impostorWeight() {
        double sum = 0;
        for (int i = 0; i < pairs.impostor.size(); i++) {
            sum += impostorWeight(i);
        }
        return sum;
    }

    private double impostorWeight(int pair) {
        return (double) weights[pairs.impostor.first[pair]] * weights[pairs.impostor.second[pair]];
    }
}
