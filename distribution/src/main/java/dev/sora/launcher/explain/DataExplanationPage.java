// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.explain;

import static dev.sora.core.io.Markup.escaped;

import dev.sora.core.DataExplanation;
import dev.sora.core.DataExplanation.Bin;
import dev.sora.core.DataExplanation.OfOutput;
import dev.sora.launcher.show.PageHead;
import dev.sora.launcher.show.Words;
import java.util.Locale;

/** What particles contribute over a data set, as one self-contained page. */
public final class DataExplanationPage {

    private static final String STYLE =
            """
            :root { color-scheme: light dark }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem }
            h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin-top: 2.5rem } h3 { font-size: 1rem }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums }
            th, td { padding: .1rem .9rem .1rem 0; text-align: right; overflow-wrap: anywhere } th:first-child, td:first-child { text-align: left }
            .bar { display: block; height: .8rem; background: #4a7ab5 } td.wide { width: 14rem }
            """;

    private final StringBuilder html = new StringBuilder();

    private DataExplanationPage() {}

    /** Returns the page. */
    public static String of(String model, DataExplanation explanation) {
        DataExplanationPage page = new DataExplanationPage();
        String title = "What the particles of '%s' contribute".formatted(model);
        page.html
                .append(PageHead.of(title, STYLE, false))
                .append("<p>")
                .append(Words.count(explanation.records(), "record"))
                .append("</p>\n");
        explanation.outputs().forEach(page::output);
        return page.html.append("</body>\n</html>\n").toString();
    }

    private void output(String name, OfOutput output) {
        html.append("<h2>")
                .append(
                        escaped(
                                "%s: %s %s"
                                        .formatted(
                                                name,
                                                output.metric(),
                                                Words.figure(output.value()))))
                .append("</h2>\n<table>\n<tr><th>particle</th><th>mean share</th><th></th><th>")
                .append(escaped(output.metric()))
                .append(" without</th><th>lost</th></tr>\n");
        double most =
                output.particles().values().stream()
                        .mapToDouble(DataExplanation.OfParticle::share)
                        .max()
                        .orElse(0);
        output.particles()
                .forEach(
                        (particle, found) ->
                                html.append("<tr><td>")
                                        .append(escaped(particle))
                                        .append("</td><td>")
                                        .append(Words.figure(found.share()))
                                        .append(
                                                String.format(
                                                        Locale.ROOT,
                                                        "</td><td class=\"wide\"><span class=\"bar\" style=\"width: %.1f%%\"></span></td><td>",
                                                        most > 0 ? 100 * found.share() / most : 0))
                                        .append(Words.figure(found.without()))
                                        .append("</td><td>")
                                        .append(Words.figure(found.lost()))
                                        .append("</td></tr>\n"));
        html.append("</table>\n");
        similarity(output);
        calibration(output);
        ColumnEffectsPage.append(output.columns(), output.metric(), html);
        output.notes().forEach(note -> html.append("<p>").append(escaped(note)).append("</p>\n"));
    }

    private void similarity(OfOutput output) {
        if (output.similarity().size() < 2) {
            return;
        }
        html.append("<h3>Similarity of their values (linear CKA)</h3>\n<table>\n<tr><th></th>");
        output.similarity()
                .keySet()
                .forEach(name -> html.append("<th>").append(escaped(name)).append("</th>"));
        html.append("</tr>\n");
        output.similarity()
                .forEach(
                        (name, row) -> {
                            html.append("<tr><td>").append(escaped(name)).append("</td>");
                            row.values()
                                    .forEach(
                                            value ->
                                                    html.append(
                                                            String.format(
                                                                    Locale.ROOT,
                                                                    "<td style=\"background: rgb(74 122 181 / %.2f)\">%.2f</td>",
                                                                    value * 0.7,
                                                                    value)));
                            html.append("</tr>\n");
                        });
        html.append("</table>\n");
    }

    private void calibration(OfOutput output) {
        if (output.calibration().isEmpty()) {
            return;
        }
        html.append("<h3>Calibration</h3>\n<table>\n")
                .append("<tr><th>mean probability</th><th>accuracy</th><th>records</th></tr>\n");
        for (Bin bin : output.calibration()) {
            html.append("<tr><td>")
                    .append(Words.figure(bin.probability()))
                    .append("</td><td>")
                    .append(Words.figure(bin.accuracy()))
                    .append("</td><td>")
                    .append(Words.count(bin.records()))
                    .append("</td></tr>\n");
        }
        html.append("</table>\n<p>Expected calibration error ")
                .append(Words.figure(output.calibrationError().orElse(0.0)))
                .append("</p>\n");
    }
}
