// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Is notified of what models do, for metrics. Methods are called on the threads that use the
 * models, possibly several at once; they must return quickly. What they throw is logged and has no
 * other effect.
 *
 * <p>Applications may implement it: methods that are added have defaults, and calls gain members.
 */
public interface ModelObserver {

    /** A model was opened. */
    default void opened(String model) {}

    /** A model was closed, by itself or with its {@link EmbeddedSora}. */
    default void closed(String model) {}

    /** A call for predictions ended. */
    void predicted(Call call);

    /**
     * A call for predictions that has ended. Its constructor is not for applications.
     *
     * @param model the name of the pipeline
     * @param records the number of records with predictions, or with an error instead
     * @param broken the number of those with an error, by its code
     * @param time from the beginning of the call to its end
     * @param failure the code of the failure, such as {@code SORA-4211}, or {@code other}; also
     *     that of the first record if all records were broken; empty if the call succeeded
     */
    record Call(
            String model,
            long records,
            Map<String, Long> broken,
            Duration time,
            Optional<String> failure) {

        /** Copies the map and keeps its order. */
        public Call {
            broken = Collections.unmodifiableMap(new LinkedHashMap<>(broken));
        }
    }
}
