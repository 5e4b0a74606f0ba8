// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An outcome that can be joined with others and restricted to some of its records. With it, a
 * report shows the exhibits of all records together, gives each metric a confidence interval by
 * resampling records, and compares with a constant answer.
 *
 * @param <O> the implementing type
 * @since 2.0
 */
@ConsumerType
public interface DivisibleOutcome<O extends DivisibleOutcome<O>> extends Outcome {

    /** Returns one outcome of the records of this one and of the following ones, in this order. */
    O joined(List<O> following);

    /**
     * Returns the outcome of some of the records.
     *
     * @param records their indices, from 0; an index may occur several times
     */
    O chosen(int[] records);

    /**
     * Returns the outcome of the best constant answer, which is the same for every record; empty if
     * there is none.
     */
    default Optional<O> constant() {
        return Optional.empty();
    }

    /**
     * Returns approximately how many numbers a metric reads from this outcome; records are not
     * resampled if there are too many.
     */
    default long numbers() {
        return size();
    }
}
