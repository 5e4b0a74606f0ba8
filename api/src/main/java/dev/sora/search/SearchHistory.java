// SPDX-License-Identifier: Apache-2.0
package dev.sora.search;

import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a {@link Strategy} knows of a search.
 *
 * @since 0.3
 */
@ProviderType
public interface SearchHistory {

    /** Returns the space that is searched. */
    Space space();

    /** Returns every trial by its number, from 0, with those that run. */
    List<Trial> trials();

    /** Returns the number that the next new trial will have. */
    default int next() {
        return trials().size();
    }

    /** Returns how many trials the search starts at most; empty if only time limits it. */
    OptionalInt most();

    /** Returns the number of epochs of a whole training. */
    int epochs();

    /**
     * Returns the random numbers of a trial: the same ones in every call, in every process and
     * whatever other trials did. Each call returns a generator of its own, at its start.
     *
     * @param trial the number of a trial, or any other number of at least 0
     */
    RandomGenerator random(int trial);
}
