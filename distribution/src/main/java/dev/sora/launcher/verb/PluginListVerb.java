// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginHost;
import dev.sora.core.planning.settings.ManifestKind;
import dev.sora.launcher.show.Table;
import dev.sora.launcher.show.Tree;
import dev.sora.launcher.show.Words;
import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the plugins. */
@Command(
        name = "list",
        header = "List the active plugins, and why others are not active.",
        description = {
            "",
            "Shipped ones come with Sora, loose ones are jars in SORA_HOME/plugins. Of several"
                    + " versions a manifest gets the default one unless it says which.",
            ""
        },
        footer = {"", "Examples:", "  sora plugin list", "  sora plugin list --json"})
public final class PluginListVerb implements Verb {

    @Mixin private Common common;
    @Mixin private JsonOption json = new JsonOption();

    @Override
    public int run(Session session) {
        PluginHost host = session.backend().host();
        List<OfferedPlugin> plugins = host.offers();
        Provenance provenance = new Provenance(session, plugins);
        if (json.asked()) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("plugins", plugins.stream().map(p -> tree(p, provenance)).toList());
            tree.put("problems", Tree.problems(host.problems()));
            session.json(tree);
            return 0;
        }
        Table table = new Table("plugin", "version", "offers", "", "from");
        for (OfferedPlugin plugin : plugins) {
            boolean chosen = provenance.hasVersions() && provenance.isDefault(plugin);
            table.row(
                    plugin.name(),
                    plugin.version() + (chosen && several(plugin, plugins) ? " (default)" : ""),
                    offers(plugin.types()),
                    provenance.state(plugin),
                    provenance.origin(plugin));
        }
        session.print(
                table.isEmpty()
                        ? "no plugins in "
                                + session.backend().pluginFolders().stream()
                                        .map(Object::toString)
                                        .collect(Collectors.joining(" or "))
                        : session.fit(table));
        session.warn(host);
        return 0;
    }

    private static boolean several(OfferedPlugin plugin, List<OfferedPlugin> plugins) {
        return plugins.stream().filter(p -> p.name().equals(plugin.name())).count() > 1;
    }

    private static Map<String, Object> tree(OfferedPlugin plugin, Provenance provenance) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", plugin.name());
        tree.put("version", plugin.version());
        provenance.add(tree, plugin, false);
        Map<String, List<String>> types = new LinkedHashMap<>();
        byKind(plugin.types())
                .forEach(
                        (kind, found) ->
                                types.put(
                                        kind.word(),
                                        found.stream().map(t -> t.descriptor().name()).toList()));
        tree.put("types", types);
        return tree;
    }

    static Map<Kind, List<SoraType>> byKind(List<SoraType> types) {
        return types.stream()
                .collect(
                        Collectors.groupingBy(
                                SoraType::kind,
                                () -> new TreeMap<>(ManifestKind.ORDER),
                                Collectors.toList()));
    }

    private static String offers(List<SoraType> types) {
        return byKind(types).entrySet().stream()
                .map(entry -> Words.count(entry.getValue().size(), entry.getKey().word()))
                .collect(Collectors.joining(", "));
    }
}
