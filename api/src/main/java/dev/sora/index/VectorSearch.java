// SPDX-License-Identifier: Apache-2.0
package dev.sora.index;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Proposes the vectors of an index that are likely to be the nearest ones. Several threads may call
 * it at once.
 *
 * @since 0.3
 */
@ConsumerType
@FunctionalInterface
public interface VectorSearch {

    /**
     * Returns the numbers of vectors that may be the nearest ones, at least one, in any order.
     * Equal vectors give equal candidates.
     *
     * @param vector finite values, as many as each vector of the index has; not to be changed
     */
    int[] candidates(float[] vector);
}
