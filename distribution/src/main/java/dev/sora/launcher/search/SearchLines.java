// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.search;

import dev.sora.core.search.Goal;
import dev.sora.core.search.SearchPlan;
import dev.sora.core.search.results.Lineage;
import dev.sora.core.search.results.Scored;
import dev.sora.core.search.results.SearchResult;
import dev.sora.core.search.run.SearchListener;
import dev.sora.launcher.show.Screen;
import dev.sora.launcher.show.Style;
import dev.sora.launcher.show.Table;
import dev.sora.launcher.show.Words;
import dev.sora.problem.Problem;
import dev.sora.search.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Shows the progress of a search, one line for each trial that starts or ends. */
public final class SearchLines implements SearchListener {

    private final SearchPlan plan;
    private final Screen screen;

    /** Creates lines for a screen. */
    public SearchLines(SearchPlan plan, Screen screen) {
        this.plan = plan;
        this.screen = screen;
    }

    @Override
    public void started(Trial trial) {
        screen.line(
                "trial %d %s: %s"
                        .formatted(trial.number(), begins(trial), settings(trial.values())));
    }

    private static String begins(Trial trial) {
        if (!trial.measurements().isEmpty()) {
            return "continues to epoch " + trial.epochs();
        }
        return trial.parent().isPresent()
                ? "starts from epoch %d of trial %d"
                        .formatted(trial.inheritedEpochs(), trial.parent().getAsInt())
                : "starts";
    }

    @Override
    public void ended(Scored scored, boolean best) {
        Trial trial = scored.trial();
        StringBuilder line = new StringBuilder("trial %d ".formatted(trial.number()));
        if (!scored.problems().isEmpty()) {
            line.append("failed: ")
                    .append(scored.problems().get(0).code())
                    .append("  ")
                    .append(scored.problems().get(0).message());
        } else {
            line.append(values(trial));
            if (best) {
                line.append(Style.STRONG.on("  best so far", screen.terminal().colour()));
            }
        }
        scored.sameAs()
                .ifPresent(other -> line.append("  (the same as trial %d)".formatted(other)));
        screen.line(line.toString());
    }

    @Override
    public void measuring(Scored best) {
        screen.line("measuring trial %d on the test data".formatted(best.trial().number()));
    }

    private String values(Trial trial) {
        StringBuilder text = new StringBuilder();
        List<Double> costs = trial.costs().orElse(List.of());
        for (int i = 0; i < costs.size(); i++) {
            Goal goal = plan.goals().get(i);
            text.append(i == 0 ? "" : ", ")
                    .append(goal.name())
                    .append(' ')
                    .append(Words.figure(goal.turned(costs.get(i))));
        }
        return text.toString();
    }

    private static String settings(Map<String, Object> values) {
        StringBuilder text = new StringBuilder();
        values.forEach(
                (name, value) -> {
                    String shown =
                            value instanceof Double number
                                    ? Words.figure(number)
                                    : String.valueOf(value);
                    text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(shown);
                });
        return text.toString();
    }

    private static void lineage(SearchResult result, StringBuilder text) {
        Lineage lineage =
                Lineage.of(result.trials().stream().map(Scored::trial).toList(), result.best());
        if (lineage.isBranched()) {
            for (Lineage.Part part : lineage.parts()) {
                text.append(
                        "epochs %d to %d, trial %d: %s\n"
                                .formatted(
                                        part.after() + 1,
                                        part.until(),
                                        part.trial().number(),
                                        settings(part.trial().values())));
            }
            text.append('\n');
        }
    }

    /** Returns the results as text. */
    public String text(SearchResult result, List<String> files, boolean colour) {
        StringBuilder text = new StringBuilder("\n");
        Trial best = result.best();
        text.append(
                Style.STRONG.on(
                        "best: trial %d of %d".formatted(best.number(), result.trials().size()),
                        colour));
        text.append(", ").append(values(best)).append("\n\n");
        Table settings = new Table("", "");
        best.values().forEach((name, value) -> settings.row(name, String.valueOf(value)));
        text.append(settings.render(colour)).append("\n\n");
        lineage(result, text);
        if (result.front().size() > 1) {
            text.append("no trial is better in every goal than one of these: ")
                    .append(result.front().stream().map(Trial::number).toList())
                    .append("\n\n");
        }
        result.test()
                .forEach(
                        (output, metrics) -> {
                            text.append("test, measured once: ").append(output);
                            metrics.forEach(
                                    (name, value) ->
                                            text.append(' ')
                                                    .append(name)
                                                    .append(' ')
                                                    .append(Words.figure(value)));
                            text.append("\n\n");
                        });
        for (Problem problem : result.problems()) {
            text.append("the best model could not be measured on the test data: ")
                    .append(problem.code())
                    .append("  ")
                    .append(problem.message())
                    .append("\n\n");
        }
        files.forEach(file -> text.append(file).append('\n'));
        Duration took = Duration.ofMillis((long) (result.seconds() * 1000));
        return text.append("\ndone in %s: %s".formatted(Words.span(took), result.ended()))
                .toString();
    }
}
