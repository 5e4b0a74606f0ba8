// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Measures predictions, batch after batch. Used by one thread.
 *
 * @since 1.0
 */
@ConsumerType
public interface Metric {

    /** Takes a batch into account; the outcome is of the type's form. */
    void add(Outcome outcome);

    /** Returns the value over all batches so far. */
    MetricResult result();

    /**
     * Returns the 95 % confidence interval of the value over all batches so far, where a formula
     * has one; others are drawn again and again from the records.
     *
     * @since 1.2
     */
    default Optional<Interval> interval() {
        return Optional.empty();
    }
}
