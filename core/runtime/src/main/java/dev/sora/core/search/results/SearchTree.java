// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.results;

import dev.sora.core.search.Goal;
import dev.sora.core.search.SearchPlan;
import dev.sora.problem.Problem;
import dev.sora.search.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The results of a search as a tree, for JSON. */
public final class SearchTree {

    private SearchTree() {}

    /** Returns the tree of the file {@code search.json}. */
    public static Map<String, Object> of(SearchPlan plan, SearchResult result) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("search", 1L);
        tree.put("name", plan.name());
        tree.put("strategy", plan.strategy().qualifiedName());
        tree.put("seed", plan.seed());
        tree.put("ended", result.ended());
        tree.put("seconds", result.seconds());
        List<Object> goals = new ArrayList<>();
        for (Goal goal : plan.goals()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", goal.name());
            one.put("higher_is_better", goal.higherIsBetter());
            goals.add(one);
        }
        tree.put("goals", goals);
        tree.put("best", trial(plan, result.trials().get(result.best().number())));
        Lineage lineage = Lineage.of(trials(result), result.best());
        if (lineage.isBranched()) {
            tree.put("lineage", lineage.tree());
        }
        if (!result.test().isEmpty()) {
            tree.put("test", result.test());
        }
        if (!result.problems().isEmpty()) {
            tree.put("problems", result.problems().stream().map(SearchTree::problem).toList());
        }
        tree.put("front", result.front().stream().map(t -> (long) t.number()).toList());
        tree.put("importance", Importance.of(plan.space(), trials(result)));
        tree.put("trials", result.trials().stream().map(t -> trial(plan, t)).toList());
        return tree;
    }

    /** Returns the parts of a problem. */
    public static Map<String, Object> problem(Problem problem) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("code", problem.code());
        tree.put("message", problem.message());
        tree.put("where", problem.where());
        tree.put("needs", problem.needs());
        tree.put("have", problem.have());
        tree.put("fix", problem.fix());
        return tree;
    }

    static List<Trial> trials(SearchResult result) {
        return result.trials().stream().map(Scored::trial).toList();
    }

    private static Map<String, Object> trial(SearchPlan plan, Scored scored) {
        Trial trial = scored.trial();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("trial", (long) trial.number());
        tree.put("state", state(trial));
        tree.put("values", trial.values());
        if (plan.isStart(trial)) {
            tree.put("of_manifest", true);
        }
        tree.put("epochs", (long) scored.epochs());
        values(plan, trial).ifPresent(values -> tree.put("goals", values));
        trial.parent()
                .ifPresent(
                        parent -> {
                            tree.put("parent", (long) parent);
                            tree.put("parent_epochs", (long) trial.inheritedEpochs());
                        });
        scored.sameAs().ifPresent(other -> tree.put("same_as", (long) other));
        tree.put("seconds", scored.seconds());
        if (!scored.problems().isEmpty()) {
            tree.put("problems", scored.problems().stream().map(SearchTree::problem).toList());
        }
        return tree;
    }

    /** Returns the word for the state of a trial; one that still ran at the end is unfinished. */
    static String state(Trial trial) {
        return trial.state() == Trial.State.RUNNING
                ? "unfinished"
                : trial.state().name().toLowerCase(Locale.ROOT);
    }

    /** Returns the values of the goals of a complete trial by name. */
    static Optional<Map<String, Double>> values(SearchPlan plan, Trial trial) {
        return trial.costs()
                .map(
                        costs -> {
                            Map<String, Double> values = new LinkedHashMap<>();
                            for (int i = 0; i < costs.size(); i++) {
                                Goal goal = plan.goals().get(i);
                                values.put(goal.name(), goal.turned(costs.get(i)));
                            }
                            return values;
                        });
    }
}
