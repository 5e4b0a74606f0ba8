// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.evaluation;

import dev.sora.metric.Outcome;
import java.util.Optional;
import java.util.function.Supplier;

/** Receives what an evaluation measures, batch after batch. */
@FunctionalInterface
public interface Outcomes {

    /** Takes predictions and targets of an output. */
    void add(String output, Outcome outcome);

    /**
     * Takes what the baseline of an output makes of the same records. It is computed only if the
     * supplier is asked, and is absent if the output has no baseline.
     */
    default void addBaseline(String output, Supplier<Optional<Outcome>> outcome) {}
}
