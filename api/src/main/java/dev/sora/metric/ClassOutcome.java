// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import java.util.List;

/**
 * Probabilities of classes, and the classes that are right.
 *
 * @param classes the names of the classes
 * @param probabilities one row a record, one column a class, row after row
 * @param targets the index of the right class of each record
 * @since 1.0
 */
public record ClassOutcome(List<String> classes, float[] probabilities, int[] targets)
        implements Outcome {

    /** Checks that the sizes agree. */
    public ClassOutcome {
        classes = List.copyOf(classes);
        if (probabilities.length != classes.size() * targets.length) {
            throw new IllegalArgumentException(
                    "%d probabilities for %d records of %d classes"
                            .formatted(probabilities.length, targets.length, classes.size()));
        }
    }

    @Override
    public int size() {
        return targets.length;
    }

    /** Returns the probability of one class for one record. */
    public float probability(int record, int label) {
        return probabilities[record * classes.size() + label];
    }

    /** Returns the most probable class of a record; the first, if several are. */
    public int predicted(int record) {
        int best = 0;
        for (int label = 1; label < classes.size(); label++) {
            if (probability(record, label) > probability(record, best)) {
                best = label;
            }
        }
        return best;
    }
}
