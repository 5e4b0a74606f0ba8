// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.explain;

import static dev.sora.core.io.Markup.escaped;

import dev.sora.core.Explanation;
import dev.sora.core.Explanation.OfInput;
import dev.sora.core.Explanation.OfOutput;
import dev.sora.launcher.show.PageHead;
import dev.sora.launcher.show.Words;
import java.util.List;
import java.util.Locale;

/** Explanations as one self-contained HTML page: no script, no request. */
public final class ExplanationPage {

    /** The greatest number of records on a page; the lines of JSON have all. */
    public static final int MOST = 100;

    private static final int MOST_PARTS = 2_000;

    private static final String STYLE =
            """
            :root { color-scheme: light dark; --line: #8886; --for: #b5532a; --against: #4a7ab5 }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem }
            h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem }
            h3 { font-size: 1rem; margin-bottom: .3rem }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums }
            td { padding: .1rem .9rem .1rem 0; overflow-wrap: anywhere } td:nth-child(2) { text-align: right }
            td:nth-child(3) { width: 20rem } .bar { display: block; height: .8rem; background: var(--for) } .against { background: var(--against) }
            .words span { padding: .1rem .15rem; border-radius: .2rem } .note { opacity: .8 }
            img { width: 14rem; image-rendering: pixelated; margin-right: 1rem }
            """;

    private final StringBuilder html = new StringBuilder();

    private ExplanationPage() {}

    /**
     * Returns the page.
     *
     * @param total the number of records that were explained, of which these are the first
     */
    public static String of(String model, List<Explanation> explanations, long total) {
        ExplanationPage page = new ExplanationPage();
        page.html.append(PageHead.of("Why '%s' answers as it does".formatted(model), STYLE, true));
        if (total > explanations.size()) {
            page.html.append(
                    "<p>The first %d of %d records.</p>\n".formatted(explanations.size(), total));
        }
        page.html.append(
                "<p>Red supports the answer, blue speaks against it. Shares and attributions are in"
                        + " the unit of the score.</p>\n");
        explanations.forEach(page::record);
        return page.html.append("</body>\n</html>\n").toString();
    }

    private void record(Explanation explanation) {
        html.append("<h2>")
                .append(escaped(explanation.origin()))
                .append(", record ")
                .append(explanation.number())
                .append("</h2>\n");
        explanation.outputs().forEach(this::output);
    }

    private void output(String name, OfOutput output) {
        html.append("<h3>")
                .append(escaped(name + ": " + ExplanationText.answer(output)))
                .append("</h3>\n<p>Score: ")
                .append(escaped(output.score()))
                .append(", ")
                .append(Words.figure(output.prediction()))
                .append(", baseline ")
                .append(Words.figure(output.baseline()))
                .append("; shares: ")
                .append(escaped(output.method()));
        if (output.error() > 0) {
            html.append(", standard error at most ").append(Words.figure(output.error()));
        }
        html.append("</p>\n<table>\n");
        double most = output.particles().values().stream().mapToDouble(Math::abs).max().orElse(0);
        output.particles().forEach((particle, share) -> row(particle, share, most));
        html.append("</table>\n");
        notes(output.notes());
        output.inputs().forEach(this::input);
    }

    private void input(String name, OfInput input) {
        html.append("<h3>")
                .append(escaped("%s by %s".formatted(name, input.method())))
                .append("</h3>\n");
        if (input.shape().size() == 2) {
            input.picture()
                    .ifPresent(
                            picture -> image(HeatPicture.plain(picture), "what the network sees"));
            image(HeatPicture.heat(input), "attributions");
            html.append('\n');
        } else if (isText(input)) {
            words(input);
        } else {
            double most = input.values().stream().mapToDouble(Math::abs).max().orElse(0);
            html.append("<table>\n");
            for (int i = 0; i < Math.min(MOST_PARTS, input.values().size()); i++) {
                row(label(input, i), input.values().get(i), most);
            }
            html.append("</table>\n");
        }
        notes(input.notes());
    }

    /** Returns whether the parts are tokens of a text, which are read in a line. */
    private static boolean isText(OfInput input) {
        return !input.labels().isEmpty() && input.sequence();
    }

    private static String label(OfInput input, int part) {
        return part < input.labels().size() ? input.labels().get(part) : "part " + (part + 1);
    }

    private void image(String address, String what) {
        html.append("<img src=\"%s\" alt=\"%s\">".formatted(address, what));
    }

    private void words(OfInput input) {
        double most = input.values().stream().mapToDouble(Math::abs).max().orElse(0);
        html.append("<p class=\"words\">");
        for (int i = 0; i < Math.min(MOST_PARTS, input.values().size()); i++) {
            double value = input.values().get(i);
            double heat = most > 0 ? value / most : 0;
            html.append(
                            String.format(
                                    Locale.ROOT,
                                    "<span style=\"background: rgb(%s / %.2f)\" title=\"%s\">",
                                    heat > 0 ? "220 60 30" : "50 100 220",
                                    Math.abs(heat) * 0.8,
                                    Words.figure(value)))
                    .append(escaped(label(input, i)))
                    .append("</span> ");
        }
        html.append("</p>\n");
    }

    private void row(String name, double value, double most) {
        html.append("<tr><td>")
                .append(escaped(name))
                .append("</td><td>")
                .append(Words.figure(value))
                .append(
                        String.format(
                                Locale.ROOT,
                                "</td><td><span class=\"bar%s\" style=\"width: %.1f%%\"></span>",
                                value < 0 ? " against" : "",
                                most > 0 ? 100 * Math.abs(value) / most : 0))
                .append("</td></tr>\n");
    }

    private void notes(List<String> notes) {
        notes.forEach(
                note -> html.append("<p class=\"note\">").append(escaped(note)).append("</p>\n"));
    }
}
