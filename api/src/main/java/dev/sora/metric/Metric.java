// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import dev.sora.exhibit.Exhibit;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Accumulates one metric of predictions, batch after batch. Used by one thread. A metric whose
 * partial results can be merged is a {@link MergingMetric}.
 *
 * @param <O> the form of predictions and targets that it takes
 * @since 1.0
 */
@ConsumerType
public interface Metric<O extends Outcome> {

    /** Adds the outcome of a batch. */
    void add(O outcome);

    /** Returns the value over all batches so far. */
    MetricResult result();

    /**
     * Returns the 95 % confidence interval of the value over all batches so far, if there is a
     * formula for it. If it is empty, core estimates the interval by resampling records where it
     * can.
     *
     * @since 1.2
     */
    default Optional<Interval> interval() {
        return Optional.empty();
    }

    /**
     * Returns exhibits of all batches so far, such as a curve. The report shows them after the
     * exhibits of the outcomes.
     *
     * @since 2.0
     */
    default List<Exhibit> exhibits() {
        return List.of();
    }
}
