// SPDX-License-Identifier: Apache-2.0
package dev.sora.index;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The vectors of an index: finite numbers, usually of Euclidean length 1. Two are the more alike
 * the larger their dot product.
 *
 * @since 0.3
 */
@ProviderType
public interface IndexedVectors {

    /** Returns the number of vectors, at least 1. */
    int count();

    /** Returns the number of values of each vector, at least 1. */
    int size();

    /**
     * Copies a vector.
     *
     * @param row its number, from 0
     * @param into an array of {@link #size} values
     */
    void copy(int row, float[] into);
}
