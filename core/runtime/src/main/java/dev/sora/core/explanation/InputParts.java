// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import dev.sora.core.plan.Node;
import dev.sora.tensor.Signal;
import java.util.List;

/**
 * The parts of the inputs of a record to which a score is attributed: pixels, features, steps.
 *
 * @param record the record
 */
record InputParts(AnsweredRecord record) {

    /** Returns the signal of an input. */
    Signal signal(Node.Input input) {
        return record.signal(input);
    }

    /** Returns the number of valid steps of a sequence, or all parts of anything else. */
    int steps(Node.Input input, int all) {
        Signal signal = signal(input);
        return signal.isSequence() ? Math.min(all, signal.lengths().toIntArray()[0]) : all;
    }

    /** Returns which elements of a leaf belong to one part. */
    Reduction reduction(LeafValues leaf) {
        Signal input = signal(leaf.leaf().input());
        int embedded = leaf.leaf().embeds() ? input.values().getShape().dimension() - 1 : -1;
        return Reduction.of(dimensions(leaf), embedded, input.isSequence());
    }

    /** Returns whether a leaf is a picture: channels with rows and columns, and no steps. */
    boolean isPicture(LeafValues leaf) {
        return !leaf.leaf().embeds()
                && !signal(leaf.leaf().input()).isSequence()
                && dimensions(leaf).length >= 3;
    }

    private static long[] dimensions(LeafValues leaf) {
        return leaf.present().get(0).getShape().slice(1).getShape();
    }

    /** Returns the names of the parts of an input; none for a negative count. */
    List<String> labels(Node.Input input, int count) {
        return count < 0
                ? List.of()
                : Labels.of(record.network().graph(), input, signal(input), count);
    }
}
