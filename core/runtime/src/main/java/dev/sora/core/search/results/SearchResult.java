// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.results;

import dev.sora.problem.Problem;
import dev.sora.search.Trial;
import java.util.List;
import java.util.Map;

/**
 * The result of a search.
 *
 * @param trials all trials
 * @param front the best ones; several only with several goals
 * @param best the best one by the first goal
 * @param test the metrics of the best one on the test data by output and name; empty without test
 *     data
 * @param problems why the best one could not be measured on the test data; empty if it was, or if
 *     there are none
 * @param seconds how long the search took
 * @param ended why it ended
 */
public record SearchResult(
        List<Scored> trials,
        List<Trial> front,
        Trial best,
        Map<String, Map<String, Double>> test,
        List<Problem> problems,
        double seconds,
        String ended) {

    /** Copies the lists. */
    public SearchResult {
        trials = List.copyOf(trials);
        front = List.copyOf(front);
        problems = List.copyOf(problems);
    }
}
