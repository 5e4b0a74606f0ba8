// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.explain;

import static dev.sora.core.io.Markup.escaped;

import dev.sora.core.Neighbours;
import dev.sora.core.Neighbours.Neighbour;
import dev.sora.launcher.show.PageHead;
import dev.sora.launcher.show.Words;
import java.util.List;

/** The nearest records of records as one self-contained HTML page: no script, no request. */
public final class NeighboursPage {

    /** The greatest number of records on a page; the lines of JSON have all. */
    public static final int MOST = 100;

    private static final String STYLE =
            """
            :root { color-scheme: light dark }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem }
            h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin-top: 2.5rem }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums }
            th, td { padding: .1rem .9rem .1rem 0; text-align: left; overflow-wrap: anywhere }
            """;

    private NeighboursPage() {}

    /**
     * Returns the page.
     *
     * @param total the number of records that were compared, of which these are the first
     */
    public static String of(String model, List<Neighbours> records, long total) {
        StringBuilder html = new StringBuilder();
        String title = "Which records '%s' takes for alike".formatted(model);
        html.append(PageHead.of(title, STYLE, false));
        if (total > records.size()) {
            html.append("<p>The first %d of %d records.</p>\n".formatted(records.size(), total));
        }
        records.forEach(found -> record(found, html));
        return html.append("</body>\n</html>\n").toString();
    }

    private static void record(Neighbours found, StringBuilder html) {
        html.append("<h2>")
                .append(escaped("%s, record %d".formatted(found.origin(), found.number())))
                .append("</h2>\n<p>")
                .append(escaped(NeighboursText.space(found)))
                .append("</p>\n<table>\n<tr><th>nearest</th><th>record</th><th>distance</th>")
                .append("<th>target</th></tr>\n");
        for (Neighbour each : found.nearest()) {
            html.append("<tr><td>")
                    .append(escaped(each.origin()))
                    .append("</td><td>")
                    .append(Words.count(each.number()))
                    .append("</td><td>")
                    .append(Words.figure(each.distance()))
                    .append("</td><td>")
                    .append(escaped(NeighboursText.target(each)))
                    .append("</td></tr>\n");
        }
        html.append("</table>\n");
    }
}
