// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.run;

import dev.sora.search.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which trials are the best. */
public final class Ranking {

    private Ranking() {}

    /**
     * Returns the complete trials that no other one is better than: with one goal those of the
     * least cost, with several the Pareto front. Of trials with equal costs, only the first one is
     * returned.
     */
    public static List<Trial> front(List<Trial> trials) {
        List<Trial> complete = trials.stream().filter(Trial::isComplete).toList();
        List<Trial> front = new ArrayList<>();
        for (Trial trial : complete) {
            boolean beaten =
                    complete.stream()
                            .anyMatch(
                                    other ->
                                            dominates(costs(other), costs(trial))
                                                    || other.number() < trial.number()
                                                            && costs(other).equals(costs(trial)));
            if (!beaten) {
                front.add(trial);
            }
        }
        return front;
    }

    /** Returns the trial of the front that is best by the first goal. */
    public static Optional<Trial> best(List<Trial> trials) {
        return front(trials).stream().min(Comparator.comparingDouble(t -> costs(t).get(0)));
    }

    private static List<Double> costs(Trial trial) {
        return trial.costs().orElseThrow();
    }

    private static boolean dominates(List<Double> one, List<Double> other) {
        boolean less = false;
        for (int i = 0; i < one.size(); i++) {
            if (one.get(i) > other.get(i)) {
                return false;
            }
            less |= one.get(i) < other.get(i);
        }
        return less;
    }
}
