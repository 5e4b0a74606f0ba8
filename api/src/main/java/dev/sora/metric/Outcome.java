// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

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
}
