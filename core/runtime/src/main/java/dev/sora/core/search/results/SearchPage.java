// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.results;

import dev.sora.core.io.Markup;
import dev.sora.core.search.SearchPlan;
import dev.sora.problem.Problem;
import dev.sora.search.Trial;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page of a search, in one file without scripts. */
public final class SearchPage {

    private static final String STYLE =
            """
            body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;\
            color:#1b1f24;background:#fff}h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2rem}\
            table{border-collapse:collapse;font-size:13px}td,th{padding:.2rem .7rem;text-align:right;\
            border-bottom:1px solid #d8dde3}td:first-child,th:first-child{text-align:left}\
            svg{max-width:100%;height:auto}svg text{font:11px system-ui,sans-serif;fill:#57606a}\
            .scroll{overflow-x:auto}.best{font-weight:600}.bad{color:#b3261e}
            """;

    private final SearchPlan plan;
    private final SearchResult result;
    private final StringBuilder page = new StringBuilder();

    private SearchPage(SearchPlan plan, SearchResult result) {
        this.plan = plan;
        this.result = result;
    }

    /** Returns the page as HTML. */
    public static String of(SearchPlan plan, SearchResult result) {
        return new SearchPage(plan, result).write();
    }

    private String write() {
        page.append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(Markup.escaped(plan.name()))
                .append("</title><meta name=\"viewport\" content=\"width=device-width\"><style>")
                .append(STYLE)
                .append("</style></head><body><h1>Search: ")
                .append(Markup.escaped(plan.name()))
                .append("</h1>");
        summary();
        problems();
        SearchDrawings drawings = new SearchDrawings(plan, result);
        section("History", drawings.history());
        if (plan.goals().size() > 1) {
            section("Pareto front", drawings.front());
        }
        Lineage lineage = Lineage.of(SearchTree.trials(result), result.best());
        if (lineage.isBranched()) {
            section("Lineage of the best", lineage(lineage));
        }
        section("Importance of the settings", importance());
        section("Trials by their settings", drawings.parallel());
        section("Trials", table());
        return page.append("</body></html>\n").toString();
    }

    private void section(String title, String content) {
        page.append("<h2>").append(title).append("</h2><div class=\"scroll\">");
        page.append(content).append("</div>");
    }

    private void summary() {
        long complete = result.trials().stream().filter(t -> t.trial().isComplete()).count();
        page.append(
                "<p>%d trials, %d of them complete, in %.0f seconds by the strategy %s; %s.</p>"
                        .formatted(
                                result.trials().size(),
                                complete,
                                result.seconds(),
                                Markup.escaped(plan.strategy().qualifiedName()),
                                Markup.escaped(result.ended())));
        page.append("<p class=\"best\">The best is trial %d: ".formatted(result.best().number()));
        page.append(Markup.escaped(figures(values(result.best())))).append("</p><p>");
        page.append(Markup.escaped(result.best().values().toString())).append("</p>");
        if (!result.test().isEmpty()) {
            page.append("<p>On the test data, which the search did not look at before: ");
            result.test()
                    .forEach(
                            (output, metrics) ->
                                    page.append(Markup.escaped(output + " " + figures(metrics)))
                                            .append(' '));
            page.append("</p>");
        }
    }

    private void problems() {
        for (Problem problem : result.problems()) {
            page.append("<p class=\"bad\">The best model could not be measured on the test data: ")
                    .append(Markup.escaped(problem.code() + " " + problem.message()))
                    .append("</p>");
        }
    }

    private Map<String, Double> values(Trial trial) {
        return SearchTree.values(plan, trial).orElse(Map.of());
    }

    private static String figures(Map<String, Double> values) {
        StringBuilder text = new StringBuilder();
        values.forEach(
                (name, value) ->
                        text.append(text.isEmpty() ? "" : ", ")
                                .append(name)
                                .append(' ')
                                .append(figure(value)));
        return text.toString();
    }

    static String figure(Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.4g", value);
    }

    private static String lineage(Lineage lineage) {
        StringBuilder table = new StringBuilder("<table><tr><th>epochs<th>trial<th>settings</tr>");
        for (Lineage.Part part : lineage.parts()) {
            table.append(
                    "<tr><td>%d to %d</td><td>%d</td><td>%s</td></tr>"
                            .formatted(
                                    part.after() + 1,
                                    part.until(),
                                    part.trial().number(),
                                    Markup.escaped(part.trial().values().toString())));
        }
        return table.append("</table>").toString();
    }

    private String importance() {
        StringBuilder table = new StringBuilder("<table><tr><th>setting</th><th>share</th></tr>");
        Importance.of(plan.space(), SearchTree.trials(result)).entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(
                        entry ->
                                table.append("<tr><td>")
                                        .append(Markup.escaped(entry.getKey()))
                                        .append("</td><td>")
                                        .append(Math.round(100 * entry.getValue()))
                                        .append(" %</td></tr>"));
        return table
                + "</table><p>By PED-ANOVA: how much the values of the best fifth of the trials"
                + " differ from those of all.</p>";
    }

    private String table() {
        StringBuilder table = new StringBuilder("<table><tr><th>trial</th><th>state</th>");
        plan.goals().forEach(goal -> table.append("<th>").append(Markup.escaped(goal.name())));
        table.append("<th>epochs</th><th>seconds</th><th>settings</th></tr>");
        List<Integer> front = result.front().stream().map(Trial::number).toList();
        for (Scored scored : result.trials()) {
            Trial trial = scored.trial();
            Map<String, Double> values = values(trial);
            table.append(front.contains(trial.number()) ? "<tr class=\"best\">" : "<tr>")
                    .append("<td>%d</td><td>".formatted(trial.number()))
                    .append(
                            scored.problems().isEmpty()
                                    ? SearchTree.state(trial)
                                    : "<span class=\"bad\">"
                                            + Markup.escaped(scored.problems().get(0).message())
                                            + "</span>")
                    .append("</td>");
            plan.goals()
                    .forEach(
                            goal ->
                                    table.append("<td>")
                                            .append(figure(values.get(goal.name())))
                                            .append("</td>"));
            table.append(
                    String.format(
                            Locale.ROOT,
                            "<td>%d</td><td>%.1f</td><td>%s</td></tr>",
                            scored.epochs(),
                            scored.seconds(),
                            Markup.escaped(trial.values().toString())));
        }
        return table.append("</table>").toString();
    }
}
