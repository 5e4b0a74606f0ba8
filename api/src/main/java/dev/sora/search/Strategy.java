// SPDX-License-Identifier: Apache-2.0
package dev.sora.search;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides what a search tries next. A pure function of the history.
 *
 * @since 0.3
 */
@ConsumerType
@FunctionalInterface
public interface Strategy {

    /**
     * Suggests the next trial. It is called whenever a trial can start, also while others run.
     *
     * @param history every trial so far, with those that run
     * @return values from the space, more epochs for a trial that is complete, or a branch of one;
     *     empty to wait for the trials that run, or, if none does, to end the search
     */
    Optional<Suggestion> suggest(SearchHistory history);

    /**
     * Checks a space before the search begins.
     *
     * @param goals how many goals the search has
     * @throws dev.sora.problem.SoraException if the strategy cannot search it
     */
    default void check(Space space, int goals) {}
}
