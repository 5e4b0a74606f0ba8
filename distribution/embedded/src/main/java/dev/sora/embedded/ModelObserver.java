// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import java.time.Duration;
import java.util.Optional;

/**
 * Is notified of what models do, for metrics. Methods are called on the threads that use the
 * models, possibly several at once; they must return quickly and not throw.
 */
public interface ModelObserver {

    /** A model was opened. */
    default void opened(String model) {}

    /** A model was closed. */
    default void closed(String model) {}

    /**
     * A call for predictions ended.
     *
     * @param model the name of the pipeline
     * @param records the number of predictions
     * @param time from the beginning of the call to its end
     * @param failure the code of the failure, such as {@code SORA-4211}, or {@code other}; empty if
     *     the call succeeded
     */
    void predicted(String model, long records, Duration time, Optional<String> failure);
}
