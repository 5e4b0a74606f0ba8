// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.run;

import dev.sora.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a training gave.
 *
 * @param metrics its metrics by split, output and name
 * @param parameters the number of trained parameters; empty if it is unknown
 * @param problems why it failed; empty if it did not
 */
public record TrialOutcome(
        Map<String, Map<String, Map<String, Double>>> metrics,
        OptionalLong parameters,
        List<Problem> problems) {

    /** Copies the list. */
    public TrialOutcome {
        problems = List.copyOf(problems);
    }

    /** Returns the outcome of a training that failed. */
    public static TrialOutcome failed(List<Problem> problems) {
        return new TrialOutcome(Map.of(), OptionalLong.empty(), problems);
    }
}
