// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.Outcome;
import java.util.List;

/**
 * Which labels records were said to have, and which they have.
 *
 * @param labels the names of the labels
 * @param said one row a record, one column a label, row after row
 * @param targets the same for what is right
 */
public record LabelsOutcome(List<String> labels, boolean[] said, boolean[] targets)
        implements Outcome {

    /** Checks that the sizes agree. */
    public LabelsOutcome {
        labels = List.copyOf(labels);
        if (said.length != targets.length || said.length % labels.size() != 0) {
            throw new IllegalArgumentException(
                    "%d said, %d right of %d labels"
                            .formatted(said.length, targets.length, labels.size()));
        }
    }

    @Override
    public int size() {
        return said.length / labels.size();
    }
}
