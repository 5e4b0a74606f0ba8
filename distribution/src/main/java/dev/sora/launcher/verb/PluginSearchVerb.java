// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.container.index.PluginIndex;
import dev.sora.container.source.Indexes;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.launcher.show.Table;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Searches the indexes. */
@Command(
        name = "search",
        header = "Look for plugins in indexes.",
        description = {
            "",
            "Looks through names, summaries and types; without a text, everything is shown.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sora plugin search squeeze",
            "  sora plugin search \"particle conv2d\" --index https://example.org/sora"
        })
public final class PluginSearchVerb implements Verb {

    @Mixin private Common common;
    @Mixin private JsonOption json;

    @Option(
            names = "--index",
            paramLabel = "PLACE",
            description =
                    "A folder or URL with an index of plugins; asked before those that sora.yaml"
                            + " names.")
    private List<String> places = List.of();

    @Parameters(paramLabel = "TEXT", arity = "0..*", description = "What to look for.")
    private List<String> words = List.of();

    @Override
    public int run(Session session) {
        Indexes indexes = SourceOptions.indexes(session, places);
        if (indexes.places().isEmpty()) {
            throw new SoraException(
                    Problem.of("SORA-3213", "there is no index to look through")
                            .fix(
                                    "name one with --index PLACE, or under 'plugins: indexes:' in"
                                            + " "
                                            + session.backend().soraHome().resolve("sora.yaml")));
        }
        List<Indexes.Offer> found =
                indexes.offers().stream()
                        .filter(offer -> matches(offer.entry()))
                        .sorted(
                                Comparator.comparing((Indexes.Offer o) -> o.entry().name())
                                        .thenComparing(
                                                Indexes.Offer::number, Comparator.reverseOrder()))
                        .toList();
        List<OfferedPlugin> installed = session.backend().host().offers();
        if (json.asked()) {
            session.json(Map.of("plugins", found.stream().map(o -> tree(o, installed)).toList()));
            return 0;
        }
        Table table = new Table("plugin", "version", "installed", "offers", "what it is");
        found.forEach(
                offer ->
                        table.row(
                                offer.entry().name(),
                                offer.entry().version(),
                                versions(offer.entry(), installed),
                                String.join(", ", offer.entry().types()),
                                offer.entry().summary()));
        session.print(
                table.isEmpty()
                        ? "nothing like '%s' in %s"
                                .formatted(
                                        String.join(" ", words),
                                        String.join(", ", indexes.places()))
                        : session.fit(table));
        return 0;
    }

    private boolean matches(PluginIndex.Entry entry) {
        String all =
                Stream.concat(Stream.of(entry.name(), entry.summary()), entry.types().stream())
                        .collect(Collectors.joining("\n"))
                        .toLowerCase(Locale.ROOT);
        return words.stream().allMatch(word -> all.contains(word.toLowerCase(Locale.ROOT)));
    }

    private static String versions(PluginIndex.Entry entry, List<OfferedPlugin> installed) {
        return installed.stream()
                .filter(plugin -> plugin.name().equals(entry.name()))
                .map(OfferedPlugin::version)
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Object> tree(Indexes.Offer offer, List<OfferedPlugin> installed) {
        PluginIndex.Entry entry = offer.entry();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", entry.name());
        tree.put("version", entry.version());
        tree.put("summary", entry.summary());
        tree.put("types", entry.types());
        tree.put("index", offer.place());
        tree.put("file", entry.file());
        tree.put("size", entry.size());
        tree.put("sha256", entry.sha256());
        List<String> versions = new ArrayList<>();
        installed.stream()
                .filter(plugin -> plugin.name().equals(entry.name()))
                .forEach(plugin -> versions.add(plugin.version()));
        tree.put("installed", versions);
        return tree;
    }
}
