// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.evaluation;

import dev.sora.metric.Outcome;
import java.util.Optional;
import java.util.function.Supplier;

/** Receives the outcomes of an evaluation, batch after batch. */
@FunctionalInterface
public interface Outcomes {

    /** Receives predictions and targets of an output. */
    void add(String output, Outcome outcome);

    /**
     * Receives the baseline's predictions of an output for the same records. The baseline is
     * computed only if the supplier is called; the result is empty if the output has none.
     */
    default void addBaseline(String output, Supplier<Optional<Outcome>> outcome) {}
}
