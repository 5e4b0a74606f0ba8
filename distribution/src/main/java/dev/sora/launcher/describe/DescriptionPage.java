// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import dev.sora.core.io.Markup;
import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.Description;
import dev.sora.core.profile.ImageProfile;
import dev.sora.core.profile.NumberProfile;
import dev.sora.core.profile.TextProfile;
import dev.sora.launcher.show.PageHead;
import dev.sora.launcher.show.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a description as one self-contained HTML page: no script, no request, plots as SVG. */
public final class DescriptionPage {

    /** The largest number of columns; browsers do not show larger pages well. */
    private static final int COLUMNS = 500;

    private static final int VALUES = 10;

    private static final String STYLE =
            """
            :root { color-scheme: light dark; --line: #8886; --soft: #8882; --bar: #4a7ab5; --bad: #b5532a }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem }
            h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin-top: 2.5rem }
            h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere }
            .column { display: grid; grid-template-columns: 14rem 1fr 1fr; gap: 1rem; align-items: start; padding: .9rem 0; border-top: 1px solid var(--line) }
            .holds { opacity: .75 } table { border-collapse: collapse; font-variant-numeric: tabular-nums }
            td { padding: 0 .9rem 0 0; vertical-align: top; overflow-wrap: anywhere } td + td { text-align: right }
            pre { background: var(--soft); padding: 1rem; overflow-x: auto; border-radius: .4rem }
            li { margin-bottom: .5rem } .fix { display: block; opacity: .8 } .fix::before { content: 'fix  '; font-weight: 600 }
            svg { display: block; width: 100%; max-width: 22rem; height: auto } rect.bar { fill: var(--bar) } rect.gap { fill: var(--bad) }
            svg text { font: 11px system-ui, sans-serif; fill: currentColor } line { stroke: var(--line) }
            @media (max-width: 46rem) { .column { grid-template-columns: 1fr } }
            """;

    private final StringBuilder html = new StringBuilder();

    private DescriptionPage() {}

    /** Returns the page. */
    public static String of(
            String title,
            Description described,
            List<Finding> findings,
            List<Target> targets,
            Optional<String> draft) {
        DescriptionPage page = new DescriptionPage();
        page.html.append(PageHead.of(title, STYLE, false));
        page.findings(findings);
        page.targets(targets);
        described.parts().forEach(page::part);
        draft.ifPresent(
                text ->
                        page.html
                                .append("<h2>A manifest to start from</h2>\n<pre>")
                                .append(Markup.escaped(text))
                                .append("</pre>\n"));
        return page.html.append("</body>\n</html>\n").toString();
    }

    private void findings(List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        html.append("<h2>To look at</h2>\n<ul>\n");
        for (Finding finding : findings) {
            html.append("<li>").append(Markup.escaped(finding.message()));
            if (!finding.fix().isEmpty()) {
                html.append("<span class=\"fix\">")
                        .append(Markup.escaped(finding.fix()))
                        .append("</span>");
            }
            html.append("</li>\n");
        }
        html.append("</ul>\n");
    }

    private void targets(List<Target> targets) {
        if (targets.isEmpty()) {
            return;
        }
        html.append("<h2>Could be predicted</h2>\n<ul>\n");
        targets.stream()
                .limit(VALUES)
                .forEach(
                        target ->
                                html.append("<li>")
                                        .append(
                                                Markup.escaped(
                                                        DescriptionText.targets(List.of(target))
                                                                .substring(2)))
                                        .append("</li>\n"));
        html.append("</ul>\n");
    }

    private void part(Description.Part part) {
        html.append("<h2>")
                .append(Markup.escaped(part.name()))
                .append(": ")
                .append(part.whole() ? "" : "the first ")
                .append(Words.count(part.profile().records(), "record"))
                .append(", ")
                .append(Words.count(part.schema().columns().size(), "column"))
                .append("</h2>\n");
        part.profile().columns().stream().limit(COLUMNS).forEach(this::column);
        if (part.profile().columns().size() > COLUMNS) {
            html.append("<p>… and more columns; --json has them all.</p>\n");
        }
    }

    private void column(ColumnProfile column) {
        html.append("<section class=\"column\"><div><h3>")
                .append(Markup.escaped(column.name()))
                .append("</h3><div class=\"holds\">")
                .append(Markup.escaped(DescriptionText.holds(column)))
                .append("</div></div>\n<table>");
        facts(column).forEach(this::row);
        html.append("</table>\n<div>").append(plot(column)).append("</div></section>\n");
    }

    private void row(String name, String value) {
        html.append("<tr><td>")
                .append(Markup.escaped(name))
                .append("</td><td>")
                .append(Markup.escaped(value))
                .append("</td></tr>");
    }

    private static Map<String, String> facts(ColumnProfile column) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "missing",
                column.missing() == 0
                        ? "0"
                        : "%s (%s)"
                                .formatted(
                                        Words.count(column.missing()),
                                        Shares.of(column.missing(), column.records())));
        facts.put("distinct", (column.exact() ? "" : "about ") + Words.count(column.distinct()));
        column.numbers()
                .ifPresent(
                        n -> {
                            facts.put("least", Numbers.of(n.least()));
                            facts.put("median", Numbers.of(n.median()));
                            facts.put("mean", Numbers.of(n.mean()));
                            facts.put("greatest", Numbers.of(n.most()));
                            facts.put("deviation", Numbers.of(n.deviation()));
                        });
        column.texts()
                .flatMap(TextProfile::words)
                .filter(words -> Role.of(column) == Role.TEXT)
                .ifPresent(
                        words ->
                                facts.put(
                                        "words",
                                        "%s to %s"
                                                .formatted(
                                                        Numbers.of(words.least()),
                                                        Numbers.of(words.most()))));
        if (!column.firstTime().isEmpty()) {
            facts.put("first", column.firstTime());
            facts.put("last", column.lastTime());
        }
        column.widths()
                .ifPresent(
                        w ->
                                facts.put(
                                        "elements",
                                        Numbers.of(w.least())
                                                + (w.least() == w.most()
                                                        ? ""
                                                        : " to " + Numbers.of(w.most()))));
        return facts;
    }

    private static String plot(ColumnProfile column) {
        boolean few = !column.frequent().isEmpty() && column.distinct() <= VALUES;
        if (column.images().isPresent()) {
            ImageProfile images = column.images().get();
            return Plots.bars(images.sizes(), column.present());
        }
        if (Role.of(column) == Role.TEXT) {
            return column.texts()
                    .flatMap(TextProfile::words)
                    .map(words -> Plots.histogram(words, "words"))
                    .orElse("");
        }
        Optional<NumberProfile> numbers = column.numbers();
        if (numbers.isPresent() && !few && Role.of(column) != Role.CATEGORY) {
            return Plots.histogram(numbers.get(), "");
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        List<String> shown = new ArrayList<>();
        column.frequent().stream()
                .limit(VALUES)
                .forEach(
                        v -> {
                            String name = String.valueOf(v.value()).strip();
                            shown.add(name);
                            counts.merge(name, v.count(), Long::sum);
                        });
        return Role.of(column) == Role.IDENTIFIER || shown.isEmpty()
                ? ""
                : Plots.bars(counts, column.present());
    }
}
