// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.run;

import dev.sora.core.search.Goal;
import dev.sora.core.search.SearchCode;
import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The goals of a trial as costs.
 *
 * @param costs one number for each goal; the lower, the better
 * @param problem why there are none; empty if there are
 */
record GoalValues(List<Double> costs, Optional<Problem> problem) {

    static GoalValues of(List<Goal> goals, TrialOutcome outcome) {
        Map<String, Map<String, Double>> validation =
                outcome.metrics().getOrDefault("validation", Map.of());
        List<Double> costs = new ArrayList<>();
        for (Goal goal : goals) {
            OptionalDouble value = goal.value(validation, outcome.parameters());
            if (value.isEmpty()) {
                return new GoalValues(List.of(), Optional.of(undefined(goal, validation)));
            }
            costs.add(goal.turned(value.getAsDouble()));
        }
        return new GoalValues(costs, Optional.empty());
    }

    private static Problem undefined(Goal goal, Map<String, Map<String, Double>> validation) {
        Problem undefined =
                SearchCode.UNDEFINED
                        .problem(
                                "the goal '%s' is undefined after the training"
                                        .formatted(goal.name()))
                        .needs("a finite number");
        if (goal.terms().isEmpty()) {
            return undefined
                    .have("a training that did not report it")
                    .fix("see the log of the trial");
        }
        return undefined
                .have(validation.toString())
                .fix("see the report of the trial; a lower learning rate often helps");
    }
}
