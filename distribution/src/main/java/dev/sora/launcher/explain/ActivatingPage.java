// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.explain;

import static dev.sora.core.io.Markup.escaped;

import dev.sora.core.hint.ActivatingRecords;
import dev.sora.core.hint.ActivatingRecords.Example;
import dev.sora.core.hint.ActivatingRecords.OfNode;
import dev.sora.launcher.show.PageHead;
import dev.sora.launcher.show.Words;
import java.util.List;

/**
 * The records that activate particles most and least as one self-contained HTML page, with their
 * pictures and texts: no script, no request.
 */
public final class ActivatingPage {

    private static final String STYLE =
            """
            :root { color-scheme: light dark }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem }
            h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin-top: 2.5rem } h3 { font-size: 1rem; margin-bottom: .3rem }
            figure { display: inline-block; vertical-align: top; width: 9rem; margin: 0 1rem 1rem 0; overflow-wrap: anywhere; font-size: .85rem }
            img { width: 9rem; image-rendering: pixelated }
            """;

    private ActivatingPage() {}

    /** Returns the page. */
    public static String of(String model, ActivatingRecords found) {
        StringBuilder html = new StringBuilder();
        String title = "What activates the particles of '%s'".formatted(model);
        html.append(PageHead.of(title, STYLE, true));
        found.nodes().forEach((name, node) -> node(name, node, found.searched(), html));
        return html.append("</body>\n</html>\n").toString();
    }

    private static void node(String name, OfNode node, long searched, StringBuilder html) {
        html.append("<h2>")
                .append(escaped(name))
                .append("</h2>\n<p>")
                .append(escaped(ActivatingText.summary(node, searched)))
                .append("</p>\n");
        examples("Most", node.most(), html);
        examples("Least", node.least(), html);
    }

    private static void examples(String kind, List<Example> examples, StringBuilder html) {
        html.append("<h3>").append(kind).append("</h3>\n<div>\n");
        for (Example each : examples) {
            html.append("<figure>");
            each.picture()
                    .ifPresent(
                            picture ->
                                    html.append("<img src=\"")
                                            .append(HeatPicture.plain(picture))
                                            .append("\" alt=\"\">"));
            html.append("<figcaption><b>")
                    .append(Words.figure(each.activation()))
                    .append("</b> ")
                    .append(escaped("%s, record %d".formatted(each.origin(), each.number())));
            line(ActivatingText.words(each.target()), html);
            line(ActivatingText.words(each.values()), html);
            html.append("</figcaption></figure>\n");
        }
        html.append("</div>\n");
    }

    private static void line(String text, StringBuilder html) {
        if (!text.isEmpty()) {
            html.append("<br>").append(escaped(text));
        }
    }
}
