// SPDX-License-Identifier: Apache-2.0
package dev.sora.combiner;

import ai.djl.ndarray.NDArray;
import dev.sora.tensor.Signal;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The signals that a combiner joins, in the form that suits it.
 *
 * <p>Core hands on a generation of particles as it was computed, so a combiner that asks for the
 * stacked form of one costs nothing.
 *
 * @since 1.0
 */
@ConsumerType
public interface CombinerInputs {

    /** Returns the number of signals. */
    int count();

    /** Returns the signals one by one. */
    List<Signal> each();

    /** Returns the values of all signals, which must be of one shape: {@code (batch, count, …)}. */
    NDArray stacked();

    /** Returns whether the signals were computed as one, so that {@link #stacked()} is free. */
    default boolean isStacked() {
        return false;
    }
}
