// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import dev.sora.search.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sorts complete trials, the best first. With several goals, by the front that they belong to (Deb
 * et al., 2002): the first front is beaten by no trial, the second only by those of the first, and
 * so on; within a front, those far from their neighbours first.
 */
final class Ordering {

    private Ordering() {}

    static List<Trial> of(List<Trial> complete) {
        if (complete.isEmpty() || costs(complete.get(0)).size() == 1) {
            return complete.stream()
                    .sorted(Comparator.comparingDouble(trial -> costs(trial).get(0)))
                    .toList();
        }
        List<Trial> ordered = new ArrayList<>();
        List<Trial> left = new ArrayList<>(complete);
        while (!left.isEmpty()) {
            List<Trial> front =
                    left.stream()
                            .filter(
                                    trial ->
                                            left.stream()
                                                    .noneMatch(
                                                            other ->
                                                                    dominates(
                                                                            costs(other),
                                                                            costs(trial))))
                            .toList();
            ordered.addAll(spread(front));
            left.removeAll(front);
        }
        return ordered;
    }

    /** Sorts a front by crowding distance, the greatest first. */
    private static List<Trial> spread(List<Trial> front) {
        Map<Integer, Double> distances = new HashMap<>();
        front.forEach(trial -> distances.put(trial.number(), 0.0));
        for (int goal = 0; goal < costs(front.get(0)).size(); goal++) {
            int g = goal;
            List<Trial> sorted =
                    front.stream()
                            .sorted(Comparator.comparingDouble(t -> costs(t).get(g)))
                            .toList();
            double range = cost(sorted, sorted.size() - 1, g) - cost(sorted, 0, g);
            for (int i = 0; i < sorted.size(); i++) {
                boolean end = i == 0 || i == sorted.size() - 1;
                double distance =
                        end
                                ? Double.POSITIVE_INFINITY
                                : range > 0
                                        ? (cost(sorted, i + 1, g) - cost(sorted, i - 1, g)) / range
                                        : 0;
                distances.merge(sorted.get(i).number(), distance, Double::sum);
            }
        }
        return front.stream()
                .sorted(Comparator.comparingDouble(t -> -distances.get(t.number())))
                .toList();
    }

    private static double cost(List<Trial> trials, int index, int goal) {
        return costs(trials.get(index)).get(goal);
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
