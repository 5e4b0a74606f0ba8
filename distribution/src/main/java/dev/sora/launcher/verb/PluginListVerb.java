// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginHost;
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
        header = "List the plugins that are at work, and why others are not.",
        description = {""})
public final class PluginListVerb implements Verb {

    @Mixin private Common common;
    @Mixin private JsonOption json = new JsonOption();

    @Override
    public int run(Session session) {
        PluginHost host = session.backend().host();
        if (json.asked()) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("plugins", host.offers().stream().map(PluginListVerb::tree).toList());
            tree.put("problems", Tree.problems(host.problems()));
            session.json(tree);
            return 0;
        }
        Table table = new Table("plugin", "version", "offers", "from");
        for (OfferedPlugin plugin : host.offers()) {
            table.row(plugin.name(), plugin.version(), offers(plugin.types()), plugin.location());
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

    static Map<String, Object> tree(OfferedPlugin plugin) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", plugin.name());
        tree.put("version", plugin.version());
        tree.put("location", plugin.location());
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
                .collect(Collectors.groupingBy(SoraType::kind, TreeMap::new, Collectors.toList()));
    }

    private static String offers(List<SoraType> types) {
        return byKind(types).entrySet().stream()
                .map(entry -> Words.count(entry.getValue().size(), entry.getKey().word()))
                .collect(Collectors.joining(", "));
    }
}
