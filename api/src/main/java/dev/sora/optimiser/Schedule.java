// SPDX-License-Identifier: Apache-2.0
package dev.sora.optimiser;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Determines the learning rate of each step, as a pure function of the progress of the training.
 *
 * @since 1.0
 */
@ConsumerType
@FunctionalInterface
public interface Schedule {

    /** Returns the factor by which the optimiser's learning rate is multiplied. */
    double factor(Progress progress);

    /**
     * The progress of the training.
     *
     * @param step the step, counted from 1
     * @param steps the steps of the whole training, if it runs all its epochs
     * @param epoch the epoch, counted from 1
     * @param epochs the epochs of the whole training
     * @param monitored the values of the monitored metric, one for each completed epoch in which it
     *     was defined; negated where higher is better, so that lower is always better
     */
    record Progress(long step, long steps, int epoch, int epochs, List<Double> monitored) {

        /** Copies the list. */
        public Progress {
            monitored = List.copyOf(monitored);
        }
    }
}
