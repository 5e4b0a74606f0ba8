// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An outcome whose records can be joined and chosen. With it, a report shows what is seen on all
 * records together only, gives each metric an interval by drawing records again and again, and
 * compares with a constant answer.
 *
 * @param <O> the outcome itself
 * @since 2.0
 */
@ConsumerType
public interface DivisibleOutcome<O extends DivisibleOutcome<O>> extends Outcome {

    /** Returns this and the outcomes of further records, in this order, as one. */
    O joined(List<O> following);

    /**
     * Returns the outcome of some of the records.
     *
     * @param records their indices, from 0; an index may occur several times
     */
    O chosen(int[] records);

    /** Returns the outcome of the best answer that looks at no record, if there is such a thing. */
    default Optional<O> constant() {
        return Optional.empty();
    }

    /** Returns about how many numbers a metric reads of it; many are not drawn from again. */
    default long numbers() {
        return size();
    }
}
