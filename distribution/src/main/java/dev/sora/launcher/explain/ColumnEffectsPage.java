// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.explain;

import static dev.sora.core.io.Markup.escaped;

import dev.sora.core.ColumnEffects;
import dev.sora.core.ColumnEffects.Curve;
import dev.sora.core.ColumnEffects.Dependence;
import dev.sora.launcher.show.Words;
import java.util.Locale;

/** What an output makes of columns, as a part of a page. */
final class ColumnEffectsPage {

    private static final String WIDE =
            "</td><td class=\"wide\"><span class=\"bar\" style=\"width: %.1f%%\"></span></td><td>";

    private final StringBuilder html;

    private ColumnEffectsPage(StringBuilder html) {
        this.html = html;
    }

    /** Appends the part; nothing if no column was explained. */
    static void append(ColumnEffects columns, String metric, StringBuilder html) {
        ColumnEffectsPage page = new ColumnEffectsPage(html);
        page.importance(columns, metric);
        if (!columns.dependence().isEmpty()) {
            html.append("<h3>Dependence on columns</h3>\n<p>The mean score over ")
                    .append(Words.count(columns.varied(), "record"))
                    .append(" if all have the value.</p>\n");
            columns.dependence().forEach(page::dependence);
        }
    }

    private void importance(ColumnEffects columns, String metric) {
        if (columns.importance().isEmpty()) {
            return;
        }
        html.append("<h3>Importance of columns</h3>\n<p>What is lost if the values of a column are")
                .append(" permuted: the mean of ")
                .append(columns.repeats())
                .append(" permutations over ")
                .append(Words.count(columns.permuted(), "record"))
                .append(".</p>\n<table>\n<tr><th>column</th><th>")
                .append(escaped(metric))
                .append(" lost</th><th></th><th>deviation</th></tr>\n");
        double most =
                columns.importance().values().stream()
                        .mapToDouble(ColumnEffects.Loss::mean)
                        .max()
                        .orElse(0);
        columns.importance()
                .forEach(
                        (column, loss) ->
                                html.append("<tr><td>")
                                        .append(escaped(column))
                                        .append("</td><td>")
                                        .append(Words.figure(loss.mean()))
                                        .append(
                                                String.format(
                                                        Locale.ROOT,
                                                        WIDE,
                                                        most > 0
                                                                ? Math.max(0, 100 * loss.mean())
                                                                        / most
                                                                : 0))
                                        .append(Words.figure(loss.deviation()))
                                        .append("</td></tr>\n"));
        html.append("</table>\n");
    }

    private void dependence(String column, Dependence dependence) {
        html.append("<table>\n<tr><th>").append(escaped(column)).append("</th>");
        dependence
                .values()
                .forEach(
                        value ->
                                html.append("<th>")
                                        .append(escaped(String.valueOf(value)))
                                        .append("</th>"));
        html.append("</tr>\n");
        dependence.curves().forEach(this::curve);
        html.append("</table>\n");
    }

    /** Appends a row whose cells are the darker, the higher the score is. */
    private void curve(Curve curve) {
        double least = curve.scores().stream().mapToDouble(score -> score).min().orElse(0);
        double most = curve.scores().stream().mapToDouble(score -> score).max().orElse(0);
        html.append("<tr><td>").append(escaped(ColumnEffectsText.heading(curve))).append("</td>");
        for (double score : curve.scores()) {
            html.append(
                    String.format(
                            Locale.ROOT,
                            "<td style=\"background: rgb(74 122 181 / %.2f)\">%s</td>",
                            most > least ? 0.7 * (score - least) / (most - least) : 0,
                            Words.figure(score)));
        }
        html.append("</tr>\n");
    }
}
