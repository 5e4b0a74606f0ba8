// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import dev.sora.search.Trial;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The numbers of epochs at which trials are compared: a least one, and each next one larger by a
 * factor, the last one a whole training.
 */
final class Rungs {

    static final Setting<Long> LEAST =
            Setting.integer("min_epochs", "After how many epochs trials are compared first.")
                    .atLeast(1)
                    .atMost(1_000_000)
                    .orElse(1L);
    static final Setting<Long> FACTOR =
            Setting.integer(
                            "reduction_factor",
                            "Of so many trials one is continued, for so many times the epochs.")
                    .atLeast(2)
                    .atMost(100)
                    .orElse(3L);

    private final int factor;
    private final List<Integer> epochs = new ArrayList<>();

    Rungs(Settings settings, int whole) {
        factor = settings.get(FACTOR).intValue();
        for (long at = settings.get(LEAST); at < whole; at *= factor) {
            epochs.add((int) at);
        }
        epochs.add(whole);
    }

    int factor() {
        return factor;
    }

    int count() {
        return epochs.size();
    }

    int epochs(int rung) {
        return epochs.get(rung);
    }

    /** Returns the cost of a trial at a rung; empty if it was not measured there. */
    OptionalDouble cost(Trial trial, int rung) {
        return trial.measurements().stream()
                .filter(measured -> measured.epochs() == epochs(rung))
                .mapToDouble(measured -> measured.costs().get(0))
                .findFirst();
    }

    /**
     * Returns the trials without those that repeat the values of earlier ones: what is drawn twice
     * takes one place among those that are continued.
     */
    static List<Trial> distinct(List<Trial> trials) {
        Set<Map<String, Object>> values = new HashSet<>();
        return trials.stream().filter(trial -> values.add(trial.values())).toList();
    }

    /** Returns the trials that were measured at a rung, the best first. */
    List<Trial> measured(List<Trial> trials, int rung) {
        return trials.stream()
                .filter(trial -> cost(trial, rung).isPresent())
                .sorted(Comparator.comparingDouble(trial -> cost(trial, rung).getAsDouble()))
                .toList();
    }

    /** Returns whether a trial is complete and was asked for no more epochs than a rung has. */
    boolean stopsAt(Trial trial, int rung) {
        return trial.isComplete() && trial.epochs() == epochs(rung);
    }
}
