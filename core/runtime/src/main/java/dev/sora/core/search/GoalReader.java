// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search;

import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.problem.Problem;
import dev.sora.setting.SettingTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the goals of a search: metrics of the validation data, and the number of parameters. */
final class GoalReader {

    private static final String PREFIX = "val_";
    private static final int MOST = 5;

    private final PlanProblems problems;

    GoalReader(PlanProblems problems) {
        this.problems = problems;
    }

    /** Returns the goals of the key {@code goal}; a wrong one adds a problem. */
    List<Goal> read(Object value, Plan plan) {
        Map<String, Goal> known = known(plan);
        List<?> names = value instanceof List<?> list ? list : List.of(value);
        List<Goal> goals = new ArrayList<>();
        for (Object name : names) {
            Goal goal = name instanceof String text ? known.get(text) : null;
            if (!plan.data().hasValidation()) {
                problems.at(
                        "goal",
                        SearchCode.GOAL
                                .problem("there is no validation data to compare trials on")
                                .needs("data.validation in the manifest")
                                .fix("add 'validation: {fraction: 0.1}' below 'data'"));
                return goals;
            }
            if (goal == null || goals.contains(goal)) {
                problems.at("goal", unknown(name, known, goal != null));
            } else {
                goals.add(goal);
            }
        }
        if (names.isEmpty() || names.size() > MOST) {
            problems.at(
                    "goal",
                    SearchCode.GOAL
                            .problem("a search has 1 to %d goals".formatted(MOST))
                            .have(String.valueOf(names.size()))
                            .fix("name a metric: goal: val_loss"));
        }
        return goals;
    }

    private Problem unknown(Object name, Map<String, Goal> known, boolean twice) {
        String text = name instanceof String word ? word : SettingTypes.describeValue(name);
        boolean test = text.startsWith("test");
        return SearchCode.GOAL
                .problem(
                        twice
                                ? "the goal '%s' is named twice".formatted(text)
                                : test
                                        ? "a search does not look at the test data"
                                        : "'%s' cannot be a goal".formatted(text))
                .needs("a metric of the validation data")
                .have(String.join(", ", known.keySet()))
                .fix(
                        twice
                                ? "name it once"
                                : problems.didYouMean(
                                        known.containsKey(PREFIX + text) ? PREFIX + text : text,
                                        known.keySet(),
                                        "name one of these"));
    }

    /** Returns the goals that a plan can have, by name, as early stopping names them. */
    private static Map<String, Goal> known(Plan plan) {
        Map<String, Goal> known = new LinkedHashMap<>();
        List<Node.Output> outputs = plan.nodes(Node.Output.class);
        boolean one = outputs.size() == 1;
        List<Goal.Term> losses = new ArrayList<>();
        for (Node.Output output : outputs) {
            losses.add(new Goal.Term(output.name(), "loss", one ? 1 : output.lossWeight()));
        }
        put(known, PREFIX + "loss", false, losses);
        for (Node.Output output : outputs) {
            if (!one) {
                Goal.Term loss = new Goal.Term(output.name(), "loss", 1);
                put(known, PREFIX + output.name() + ".loss", false, List.of(loss));
            }
            for (Node.NamedMetric metric : output.metrics()) {
                if (metric.planned().type().hasValue()) {
                    String name = one ? metric.name() : output.name() + "." + metric.name();
                    put(
                            known,
                            PREFIX + name,
                            metric.planned().type().higherIsBetter(),
                            List.of(new Goal.Term(output.name(), metric.name(), 1)));
                }
            }
        }
        put(known, Goal.PARAMETERS, false, List.of());
        return known;
    }

    private static void put(
            Map<String, Goal> known, String name, boolean higher, List<Goal.Term> terms) {
        known.put(name, new Goal(name, higher, terms));
    }
}
