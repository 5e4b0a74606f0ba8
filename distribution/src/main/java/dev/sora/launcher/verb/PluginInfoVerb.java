// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.host.Nearest;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.TypeReference;
import dev.sora.core.host.Version;
import dev.sora.launcher.show.Style;
import dev.sora.launcher.show.Table;
import dev.sora.plugin.SoraType;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.SettingTypes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Describes a plugin or one of its types. */
@Command(
        name = "info",
        header = "Describe a plugin, or the settings of one of its types.",
        description = {""},
        footer = {
            "",
            "Examples:",
            "  sora plugin info vision",
            "  sora plugin info vision@0.3.0",
            "  sora plugin info vision/conv2d",
            "  sora plugin info vision/conv2d@0.3",
            "  sora plugin info conv2d"
        })
public final class PluginInfoVerb implements Verb {

    @Mixin private Common common;
    @Mixin private JsonOption json;

    @Parameters(paramLabel = "NAME[/TYPE]", description = "A plugin, a type, or both.")
    private String name;

    /** A type and the plugin that offers it. */
    private record Offered(OfferedPlugin plugin, SoraType type) {}

    @Override
    public int run(Session session) {
        List<OfferedPlugin> plugins = session.backend().host().offers();
        Provenance provenance = new Provenance(session, plugins);
        List<OfferedPlugin> whole = whole(plugins, provenance);
        List<Offered> types = whole.isEmpty() ? types(plugins) : List.of();
        if (whole.isEmpty() && types.isEmpty()) {
            throw new SoraException(unknown(plugins));
        }
        if (json.asked()) {
            List<Map<String, Object>> trees =
                    whole.isEmpty()
                            ? types.stream().map(this::tree).toList()
                            : whole.stream().map(plugin -> tree(plugin, provenance)).toList();
            session.json(whole.size() == 1 ? trees.get(0) : trees);
            return 0;
        }
        session.print(
                String.join(
                        "\n\n",
                        whole.isEmpty()
                                ? types.stream().map(t -> describe(session, t)).toList()
                                : whole.stream()
                                        .map(p -> describe(session, p, provenance))
                                        .toList()));
        return 0;
    }

    /** Returns the versions of the plugin, the default first. */
    private List<OfferedPlugin> whole(List<OfferedPlugin> plugins, Provenance provenance) {
        int at = name.indexOf('@');
        String plugin = at < 0 ? name : name.substring(0, at);
        return plugins.stream()
                .filter(p -> p.name().equals(plugin))
                .filter(p -> at < 0 || p.version().equals(name.substring(at + 1)))
                .sorted(Comparator.comparing(p -> !provenance.isDefault(p)))
                .toList();
    }

    private List<Offered> types(List<OfferedPlugin> plugins) {
        Optional<TypeReference> wanted = TypeReference.parse(name);
        List<Offered> found = new ArrayList<>();
        for (OfferedPlugin plugin : plugins) {
            if (wanted.isEmpty() || !serves(plugin, wanted.get())) {
                continue;
            }
            plugin.types().stream()
                    .filter(type -> type.descriptor().name().equals(wanted.get().name()))
                    .forEach(type -> found.add(new Offered(plugin, type)));
        }
        return found;
    }

    private static boolean serves(OfferedPlugin plugin, TypeReference wanted) {
        return wanted.plugin().map(plugin.name()::equals).orElse(true)
                && wanted.range()
                        .map(r -> Version.parse(plugin.version()).filter(r::includes).isPresent())
                        .orElse(true);
    }

    private Problem unknown(List<OfferedPlugin> plugins) {
        List<String> names = new ArrayList<>();
        for (OfferedPlugin plugin : plugins) {
            names.add(plugin.name());
            plugin.types()
                    .forEach(
                            type -> {
                                names.add(type.descriptor().name());
                                names.add(plugin.name() + "/" + type.descriptor().name());
                            });
        }
        Optional<String> near = Nearest.of(name, names);
        return Problem.of("SORA-3001", "no installed plugin is or offers '%s'".formatted(name))
                .have(
                        String.join(
                                ", ",
                                plugins.stream().map(OfferedPlugin::name).distinct().toList()))
                .fix(
                        near.map(meant -> "did you mean '%s'?".formatted(meant))
                                .orElse("sora plugin list shows what is installed"));
    }

    private static String describe(Session session, OfferedPlugin plugin, Provenance provenance) {
        StringBuilder text = new StringBuilder();
        text.append(Style.STRONG.on(plugin.name(), session.output().colour()))
                .append(" ")
                .append(plugin.version())
                .append("  ")
                .append(provenance.state(plugin))
                .append(", ")
                .append(provenance.origin(plugin))
                .append(
                        provenance.isDefault(plugin)
                                ? ""
                                : "\nnot the default: a newer one is there");
        String summary = summary(plugin);
        text.append(summary.isEmpty() ? "" : "\n" + summary).append("\n\n");
        Table table = new Table("kind", "type", "what it is");
        PluginListVerb.byKind(plugin.types())
                .forEach(
                        (kind, types) ->
                                types.forEach(
                                        type ->
                                                table.row(
                                                        kind.word(),
                                                        type.descriptor().name(),
                                                        type.descriptor().summary())));
        return text.append(session.fit(table)).toString();
    }

    private static String describe(Session session, Offered offered) {
        SoraType type = offered.type();
        StringBuilder text = new StringBuilder();
        text.append(
                        Style.STRONG.on(
                                offered.plugin().name() + "/" + type.descriptor().name(),
                                session.output().colour()))
                .append(" ")
                .append(offered.plugin().version())
                .append("  ")
                .append(type.kind().word())
                .append("\n")
                .append(type.descriptor().summary());
        Table table = new Table("setting", "takes", "default", "what it means");
        rows(table, "", type.descriptor().settings());
        return table.isEmpty()
                ? text.append("\n\nno settings").toString()
                : text.append("\n\n").append(session.fit(table)).toString();
    }

    private static String summary(OfferedPlugin plugin) {
        return JarSummary.ifReadable(Path.of(plugin.location()));
    }

    private static void rows(Table table, String prefix, List<Setting<?>> settings) {
        for (Setting<?> setting : settings) {
            boolean group = setting.type() instanceof SettingType.Group;
            table.row(
                    prefix + setting.name(),
                    group ? "a group" : SettingTypes.describe(setting.type()),
                    setting.isRequired()
                            ? "required"
                            : setting.fallback().map(String::valueOf).orElse(""),
                    setting.description());
            if (setting.type() instanceof SettingType.Group within) {
                rows(table, prefix + setting.name() + ".", within.settings());
            }
        }
    }

    private Map<String, Object> tree(OfferedPlugin plugin, Provenance provenance) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", plugin.name());
        tree.put("version", plugin.version());
        tree.put("summary", summary(plugin));
        provenance.add(tree, plugin, true);
        tree.put(
                "types",
                plugin.types().stream().map(type -> tree(new Offered(plugin, type))).toList());
        return tree;
    }

    private Map<String, Object> tree(Offered offered) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("plugin", offered.plugin().name());
        tree.put("type", offered.type().descriptor().name());
        tree.put("kind", offered.type().kind().word());
        tree.put("summary", offered.type().descriptor().summary());
        tree.put("settings", settings(offered.type().descriptor().settings()));
        return tree;
    }

    private static List<Map<String, Object>> settings(List<Setting<?>> settings) {
        List<Map<String, Object>> trees = new ArrayList<>();
        for (Setting<?> setting : settings) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("name", setting.name());
            tree.put("takes", SettingTypes.describe(setting.type()));
            tree.put("required", setting.isRequired());
            setting.fallback().ifPresent(value -> tree.put("default", value));
            tree.put("description", setting.description());
            if (setting.type() instanceof SettingType.Group group) {
                tree.put("settings", settings(group.settings()));
            }
            trees.add(tree);
        }
        return trees;
    }
}
