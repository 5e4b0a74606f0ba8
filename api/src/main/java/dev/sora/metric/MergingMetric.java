// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A metric whose partial results can be merged: records may be measured in parts, wherever that is,
 * and the parts merged in any grouping.
 *
 * @param <O> the form of what it measures
 * @param <M> the metric itself
 * @since 2.0
 */
@ConsumerType
public interface MergingMetric<O extends Outcome, M extends MergingMetric<O, M>> extends Metric<O> {

    /**
     * Takes the records of another into account, as if they had been added here after those that
     * were.
     *
     * @param part one of the same type and settings, which is not used any more
     */
    void merge(M part);
}
