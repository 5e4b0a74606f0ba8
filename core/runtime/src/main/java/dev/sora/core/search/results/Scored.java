// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.results;

import dev.sora.problem.Problem;
import dev.sora.search.Trial;
import java.util.List;
import java.util.OptionalInt;

/**
 * A trial with what a search knows of it besides.
 *
 * @param trial the trial
 * @param sameAs the earlier trial with the same values, whose result it has without a training
 * @param seconds how long it was trained
 * @param problems why it failed; empty if it did not
 */
public record Scored(Trial trial, OptionalInt sameAs, double seconds, List<Problem> problems) {

    /** Copies the list. */
    public Scored {
        problems = List.copyOf(problems);
    }
}
