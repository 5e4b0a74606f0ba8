// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.container.install.Arrival;
import dev.sora.container.install.Mode;
import dev.sora.container.source.PluginSources;
import dev.sora.launcher.show.Style;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks plugins before they are installed. */
@Command(
        name = "check",
        header = "Check whether plugins would work here.",
        description = {
            "",
            "They are started beside the installed plugins; nothing is installed.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sora plugin check my-plugin/target/my-plugin-1.0.0.jar",
            "  sora plugin check org.example:my-plugin:1.0.0",
            "  sora plugin check my-plugin --index https://example.org/sora --json"
        })
public final class PluginCheckVerb implements Verb {

    @Mixin private Common common;
    @Mixin private JsonOption json;
    @Mixin private SourceOptions options;

    @Parameters(paramLabel = "SOURCE", arity = "1..*", description = SourceOptions.SOURCE)
    private List<String> words;

    @Override
    public int run(Session session) {
        PluginSources sources = options.sources(session, options.indexes(session));
        List<Arrival> arrivals =
                ArrivalReport.installer(session)
                        .run(
                                Mode.CHECK,
                                folder ->
                                        words.stream()
                                                .flatMap(w -> sources.find(w, folder).stream())
                                                .toList());
        if (json.asked()) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("works", true);
            tree.put("plugins", arrivals.stream().map(ArrivalReport::tree).toList());
            session.json(tree);
            return 0;
        }
        boolean colour = session.output().colour();
        session.print(
                arrivals.stream()
                        .map(
                                arrival ->
                                        Style.GOOD.on("works", colour)
                                                + "  plugin '%s' %s%n%n%s"
                                                        .formatted(
                                                                arrival.plugin().name(),
                                                                arrival.plugin().version(),
                                                                ArrivalReport.types(arrival)
                                                                        .render(colour)))
                        .collect(
                                Collectors.joining(
                                        System.lineSeparator() + System.lineSeparator())));
        return 0;
    }
}
