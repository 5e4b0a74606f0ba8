// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.run;

/** Trains trials. Several threads call it at the same time. */
@FunctionalInterface
public interface TrialRunner {

    /**
     * Trains a trial.
     *
     * @throws InterruptedException if the thread was interrupted; the training has ended then, and
     *     can be continued
     */
    TrialOutcome run(TrialTask task) throws InterruptedException;
}
