// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A metric whose partial results can be merged, in any grouping. Parts of the records can then be
 * evaluated separately.
 *
 * @param <O> the form of predictions and targets that it takes
 * @param <M> the implementing type
 * @since 2.0
 */
@ConsumerType
public interface MergingMetric<O extends Outcome, M extends MergingMetric<O, M>> extends Metric<O> {

    /**
     * Merges another metric into this one, as if its records had been added to this one after the
     * existing ones.
     *
     * @param part a metric of the same type and settings, which is not used afterwards
     */
    void merge(M part);
}
