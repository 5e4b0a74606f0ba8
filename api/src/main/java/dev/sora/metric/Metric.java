// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import dev.sora.exhibit.Exhibit;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Measures predictions, batch after batch. Used by one thread. One whose partial results can be
 * merged is a {@link MergingMetric}.
 *
 * @param <O> the form of predictions and targets that it measures
 * @since 1.0
 */
@ConsumerType
public interface Metric<O extends Outcome> {

    /** Takes a batch into account. */
    void add(O outcome);

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

    /**
     * Returns what there is to show of all batches so far beside the value, such as a curve; shown
     * in the report below what the outcomes have to show themselves.
     *
     * @since 2.0
     */
    default List<Exhibit> exhibits() {
        return List.of();
    }
}
