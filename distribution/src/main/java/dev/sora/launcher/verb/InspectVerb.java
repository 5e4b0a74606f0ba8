// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.Sora.ColumnInfo;
import dev.sora.core.Sora.Inspection;
import dev.sora.core.Sora.NodeInfo;
import dev.sora.launcher.show.MetricTables;
import dev.sora.launcher.show.Style;
import dev.sora.launcher.show.Table;
import dev.sora.launcher.show.Tree;
import dev.sora.launcher.show.Words;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the contents of a model package. */
@Command(
        name = "inspect",
        header = "Show what a model package holds.",
        description = {
            "",
            "The graph with shapes and parameters, the plugins it needs, and its metrics.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sora inspect runs/digits-1/model.sora",
            "  sora inspect model.sora --manifest > net.yaml"
        })
public final class InspectVerb implements Verb {

    /** The codes of problems that each name a missing plugin of the package. */
    private static final List<String> PLUGIN_PROBLEMS = List.of("SORA-3650", "SORA-3651");

    @Mixin private Common common;
    @Mixin private JsonOption json;

    @Parameters(paramLabel = "MODEL", description = "The model package, model.sora.")
    private Path model;

    @Option(names = "--manifest", description = "Print only the manifest, all defaults filled in.")
    private boolean manifest;

    @Override
    public int run(Session session) {
        Inspection found = session.backend().sora().inspect(model);
        if (json.asked()) {
            session.json(tree(found));
        } else if (manifest) {
            session.print(found.manifest().stripTrailing());
        } else {
            session.print(text(session, found));
        }
        return 0;
    }

    private static String text(Session session, Inspection found) {
        boolean colour = session.output().colour();
        long parameters = found.nodes().stream().mapToLong(NodeInfo::parameters).sum();
        StringBuilder text = new StringBuilder();
        text.append(Style.STRONG.on(found.name(), colour)).append("  ");
        if (found.nodes().isEmpty() && !found.problems().isEmpty()) {
            // Without its plugins, the types of the manifest cannot be resolved.
            text.append("its graph cannot be shown here: ")
                    .append(
                            found.problems().stream()
                                    .map(Problem::message)
                                    .collect(Collectors.joining("; ")))
                    .append("\n\n");
        } else {
            text.append(Words.count(found.nodes().size(), "node"))
                    .append(", ")
                    .append(Words.count(parameters, "parameter"))
                    .append("\n\n")
                    .append(session.fit(graph(found)))
                    .append("\n\n");
        }
        Table plugins = new Table("plugin", "trained with", "used here");
        found.plugins().forEach((name, made) -> plugins.row(name, made, used(found, name, made)));
        found.card()
                .forEach(
                        (heading, words) ->
                                text.append(Style.STRONG.on(heading, colour))
                                        .append(": ")
                                        .append(words)
                                        .append("\n\n"));
        text.append(session.fit(plugins));
        String metrics = MetricTables.summary(found.metrics(), colour);
        if (!metrics.isEmpty()) {
            text.append("\n\n").append(metrics);
        }
        if (!found.problems().isEmpty()) {
            text.append("\n\n")
                    .append(Style.NOTICE.on("It cannot be used here:", colour))
                    .append("\n\n")
                    .append(
                            found.problems().stream()
                                    .map(Object::toString)
                                    .collect(Collectors.joining("\n\n")));
        }
        return text.toString();
    }

    private static Table graph(Inspection found) {
        Table graph = new Table("node", "kind", "type", "from", "shape", ">parameters", "settings");
        for (NodeInfo node : found.nodes()) {
            graph.row(
                    node.count() > 1 ? node.name() + " x" + node.count() : node.name(),
                    node.kind(),
                    node.type(),
                    String.join(", ", node.from()),
                    node.shape(),
                    node.parameters() == 0 ? "" : Words.count(node.parameters()),
                    settings(node.settings()));
        }
        return graph;
    }

    /** Returns the version that is used here; empty if it is the one of the training. */
    private static String used(Inspection found, String plugin, String made) {
        boolean lacking =
                found.problems().stream()
                        .anyMatch(p -> PLUGIN_PROBLEMS.contains(p.code()) && names(p, plugin));
        String used = found.used().getOrDefault(plugin, lacking ? "none" : "");
        return used.equals(made) ? "" : used;
    }

    private static boolean names(Problem problem, String plugin) {
        return problem.message().contains("'" + plugin + "'");
    }

    private static String settings(Map<String, Object> settings) {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Object> tree(Inspection found) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", found.name());
        tree.put("card", found.card());
        tree.put("nodes", found.nodes().stream().map(InspectVerb::tree).toList());
        tree.put("columns", found.columns().stream().map(InspectVerb::tree).toList());
        tree.put("plugins", found.plugins());
        tree.put("used", found.used());
        tree.put("metrics", found.metrics().tree());
        tree.put("lock", found.lock());
        tree.put("manifest", found.manifest());
        tree.put("problems", Tree.problems(found.problems()));
        return tree;
    }

    private static Map<String, Object> tree(ColumnInfo column) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("column", column.column());
        tree.put("input", column.input());
        tree.put(
                "types",
                column.types().stream()
                        .sorted()
                        .map(type -> type.name().toLowerCase(Locale.ROOT))
                        .toList());
        return tree;
    }

    private static Map<String, Object> tree(NodeInfo node) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", node.name());
        tree.put("kind", node.kind());
        tree.put("type", node.type());
        tree.put("count", node.count());
        tree.put("from", List.copyOf(node.from()));
        tree.put("shape", node.shape());
        tree.put("parameters", node.parameters());
        tree.put("settings", node.settings());
        return tree;
    }
}
