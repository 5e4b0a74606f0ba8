// SPDX-License-Identifier: Apache-2.0
package dev.sora.generation;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Marks a particle or combiner that computes each step of a sequence from the values of this step
 * alone, such as an embedding. In generation it is computed for the newest step only.
 *
 * @since 1.0
 */
@ConsumerType
public interface EachStep {

    /** Returns whether the particle does so with its settings. */
    default boolean eachStep() {
        return true;
    }
}
