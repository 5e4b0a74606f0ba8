// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import dev.sora.exhibit.Exhibit;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Predictions and targets of some records, on the host, in the form that a family of metrics takes.
 *
 * <p>{@link ClassOutcome} and {@link NumberOutcome} serve the usual tasks; a plugin with another
 * task brings a form of its own, and metrics that take it.
 *
 * @since 1.0
 */
@ConsumerType
public interface Outcome {

    /** Returns the number of records. */
    int size();

    /**
     * Returns what there is to show of these records beside figures, such as a confusion matrix. A
     * report asks once, when all records are measured, for those of all records together; an
     * outcome that is no {@link DivisibleOutcome} is asked only if there was one batch.
     *
     * @param shown how many of the first records a report can show: a gallery names no others
     * @since 2.0
     */
    default List<Exhibit> exhibits(int shown) {
        return List.of();
    }
}
