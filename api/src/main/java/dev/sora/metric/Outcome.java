// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import dev.sora.exhibit.Exhibit;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The predictions and targets of some records, on the host, in the form that a family of metrics
 * takes.
 *
 * <p>{@link ClassOutcome} and {@link NumberOutcome} are the forms of classification and regression.
 * A plugin for another task defines its own form, and metrics that take it.
 *
 * @since 1.0
 */
@ConsumerType
public interface Outcome {

    /** Returns the number of records. */
    int size();

    /**
     * Returns exhibits of these records, such as a confusion matrix. A report calls this once, on
     * the outcome of all records together; on an outcome that is not a {@link DivisibleOutcome},
     * only if there was one batch.
     *
     * @param shown the number of records, from the first, that a report can show; a gallery
     *     contains no others
     * @since 2.0
     */
    default List<Exhibit> exhibits(int shown) {
        return List.of();
    }
}
