// SPDX-License-Identifier: Apache-2.0
package dev.sora.optimiser;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides the learning rate of each step, as a pure function of how far the training is.
 *
 * @since 1.0
 */
@ConsumerType
@FunctionalInterface
public interface Schedule {

    /** Returns the factor by which the optimiser's learning rate is multiplied. */
    double factor(Progress progress);

    /**
     * How far the training is.
     *
     * @param step the step, counted from 1
     * @param steps the steps of the whole training, as far as its epochs are used up
     * @param epoch the epoch, counted from 1
     * @param epochs the epochs of the whole training
     * @param monitored the value of the monitored metric after each epoch so far in which it was
     *     defined, turned so that lower is better
     */
    record Progress(long step, long steps, int epoch, int epochs, List<Double> monitored) {

        /** Copies the list. */
        public Progress {
            monitored = List.copyOf(monitored);
        }
    }
}
