// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.search;

import dev.sora.core.search.Goal;
import dev.sora.core.search.SearchPlan;
import dev.sora.core.search.results.Scored;
import dev.sora.core.search.results.SearchResult;
import dev.sora.core.search.run.SearchListener;
import dev.sora.core.serving.RunPage;
import dev.sora.launcher.show.TrainingPage;
import dev.sora.search.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sends the trials of a search to its page, and passes them on. */
public final class SearchPage implements SearchListener {

    private final SearchPlan plan;
    private final RunPage page;
    private final SearchListener next;

    /**
     * Creates a listener that sends to a page.
     *
     * @param next receives the same calls
     */
    public SearchPage(SearchPlan plan, RunPage page, SearchListener next) {
        this.plan = plan;
        this.page = page;
        this.next = next;
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", plan.name());
        plan.trials().ifPresent(most -> tree.put("trials", most));
        tree.put(
                "goals",
                plan.goals().stream()
                        .map(
                                goal ->
                                        Map.of(
                                                "name",
                                                goal.name(),
                                                "higher_is_better",
                                                goal.higherIsBetter()))
                        .toList());
        page.add("search", tree);
    }

    @Override
    public void started(Trial trial) {
        show(trial, "running", "", false, 0);
        next.started(trial);
    }

    @Override
    public void ended(Scored scored, boolean best) {
        Trial trial = scored.trial();
        String state =
                scored.sameAs().isPresent()
                        ? "as trial " + scored.sameAs().getAsInt()
                        : trial.state().name().toLowerCase(Locale.ROOT);
        String problem = scored.problems().isEmpty() ? "" : scored.problems().get(0).message();
        show(trial, state, problem, best, scored.seconds());
        next.ended(scored, best);
    }

    @Override
    public void measuring(Scored best) {
        page.replace(
                "phase",
                "phase",
                Map.of(
                        "text",
                        "measuring trial %d on the test data".formatted(best.trial().number())));
        next.measuring(best);
    }

    private void show(Trial trial, String state, String problem, boolean best, double seconds) {
        Map<String, Object> goals = new LinkedHashMap<>();
        List<Double> costs = trial.costs().orElse(List.of());
        for (int i = 0; i < costs.size(); i++) {
            Goal goal = plan.goals().get(i);
            goals.put(goal.name(), goal.turned(costs.get(i)));
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("number", trial.number());
        tree.put("state", state);
        tree.put("values", trial.values());
        tree.put("goals", goals);
        tree.put("best", best);
        tree.put("epochs", trial.epochs());
        tree.put("seconds", seconds);
        tree.put("problem", problem);
        page.replace("trial " + trial.number(), "trial", tree);
    }

    /** Shows the results. */
    public void done(SearchResult result, List<String> files) {
        List<Map<String, Object>> rows = new ArrayList<>();
        result.test()
                .forEach(
                        (output, metrics) ->
                                metrics.forEach(
                                        (metric, value) ->
                                                rows.add(
                                                        Map.of(
                                                                "data", "test",
                                                                "output", output,
                                                                "metric", metric,
                                                                "value", value))));
        TrainingPage.end(
                page,
                "done",
                "The search is done: %s. The best is trial %d."
                        .formatted(result.ended(), result.best().number()),
                rows,
                files);
    }
}
