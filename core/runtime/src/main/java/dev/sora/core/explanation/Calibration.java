// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import dev.sora.core.DataExplanation.Bin;
import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Counts how often answers are right, by their probability, in ten bins of equal width. */
final class Calibration {

    private static final int BINS = 10;

    private final long[] records = new long[BINS];
    private final double[] probabilities = new double[BINS];
    private final long[] right = new long[BINS];

    /** Adds the answers of a batch; an outcome without classes adds nothing. */
    void add(Outcome outcome) {
        if (!(outcome instanceof ClassOutcome classes)) {
            return;
        }
        for (int i = 0; i < classes.size(); i++) {
            int answer = classes.mostProbable(i);
            double probability = classes.probability(i, answer);
            int bin = Math.max(0, Math.min(BINS - 1, (int) (probability * BINS)));
            records[bin]++;
            probabilities[bin] += probability;
            right[bin] += answer == classes.targets()[i] ? 1 : 0;
        }
    }

    /** Returns the bins that have records. */
    List<Bin> bins() {
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            if (records[i] > 0) {
                bins.add(
                        new Bin(
                                records[i],
                                probabilities[i] / records[i],
                                (double) right[i] / records[i]));
            }
        }
        return bins;
    }
}
