// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search;

import dev.sora.core.plan.ResolvedType;
import dev.sora.search.Space;
import dev.sora.search.StrategyType;
import dev.sora.search.Trial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A search that has been checked.
 *
 * @param name its name
 * @param manifests makes the manifest of a trial
 * @param space the parameters
 * @param goals the goals; the first one decides which of several best trials is the best
 * @param trials how many trials are started at most
 * @param time how long it lasts at most
 * @param parallel how many trials are trained at the same time
 * @param strategy what decides on the trials
 * @param seed the seed of the strategy
 * @param epochs the number of epochs of a whole training
 * @param start the values of the manifest, which are tried first; empty if they are not in the
 *     space, or not to be tried
 * @param files the files and folders that the trainings read
 */
public record SearchPlan(
        String name,
        TrialManifests manifests,
        Space space,
        List<Goal> goals,
        OptionalInt trials,
        Optional<Duration> time,
        int parallel,
        ResolvedType<StrategyType> strategy,
        long seed,
        int epochs,
        Optional<Map<String, Object>> start,
        List<Path> files) {

    /** Copies the lists. */
    public SearchPlan {
        goals = List.copyOf(goals);
        files = List.copyOf(files);
    }

    /** Returns whether a trial is the one that tries the values of the manifest. */
    public boolean isStart(Trial trial) {
        return trial.number() == 0 && start.filter(trial.values()::equals).isPresent();
    }
}
