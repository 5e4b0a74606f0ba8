// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.drift;

import java.util.List;

/**
 * The distributions of the data of a training, which a package keeps.
 *
 * @param inputs measures of the columns that inputs read, of the training data
 * @param part the part whose predictions were looked at: {@code validation}, otherwise {@code
 *     test}, otherwise {@code train}; empty if there are none
 * @param outputs fields of these predictions
 */
public record TrainingDistributions(
        List<WatchedValue> inputs, String part, List<WatchedValue> outputs) {

    /** The greatest number of measures, and of fields. */
    public static final int MOST = 200;

    /** No distributions. */
    public static final TrainingDistributions NONE =
            new TrainingDistributions(List.of(), "", List.of());

    /** Copies the lists, up to the greatest length. */
    public TrainingDistributions {
        inputs = List.copyOf(inputs.subList(0, Math.min(MOST, inputs.size())));
        outputs = List.copyOf(outputs.subList(0, Math.min(MOST, outputs.size())));
    }

    /** Returns whether nothing is known. */
    public boolean isEmpty() {
        return inputs.isEmpty() && outputs.isEmpty();
    }
}
