// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginHost;
import dev.sora.launcher.show.Style;
import dev.sora.launcher.show.Table;
import dev.sora.plugin.SoraType;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks a jar before it is installed. */
@Command(
        name = "check",
        header = "Check whether a jar would work as a plugin here.",
        description = {
            "",
            "The jar is started beside the installed plugins; nothing is installed.",
            ""
        },
        footer = {"", "Example:", "  sora plugin check my-plugin/target/my-plugin-1.0.0.jar"})
public final class PluginCheckVerb implements Verb {

    @Mixin private Common common;
    @Mixin private JsonOption json;

    @Parameters(paramLabel = "JAR", description = "The plugin's jar.")
    private Path jar;

    @Override
    public int run(Session session) throws IOException {
        String place = jar.toAbsolutePath().normalize().toString();
        try (PluginHost host = session.backend().trial(jar.toAbsolutePath().normalize())) {
            List<Problem> own =
                    host.problems().stream()
                            .filter(problem -> problem.where().startsWith(place))
                            .toList();
            if (!own.isEmpty()) {
                throw new SoraException(own, null);
            }
            OfferedPlugin plugin =
                    host.offers().stream()
                            .filter(offer -> offer.location().equals(place))
                            .findFirst()
                            .orElseThrow(() -> new SoraException(host.problems(), null));
            if (json.asked()) {
                session.json(PluginListVerb.tree(plugin));
                return 0;
            }
            show(session, plugin, host.offers());
            return 0;
        }
    }

    private static void show(Session session, OfferedPlugin plugin, List<OfferedPlugin> all) {
        boolean colour = session.output().colour();
        Table table = new Table("kind", "type", "");
        for (SoraType type : plugin.types()) {
            table.row(type.kind().word(), type.descriptor().name(), shared(plugin, type, all));
        }
        session.print(
                Style.GOOD.on("works", colour)
                        + "  plugin '%s' %s%n%n%s"
                                .formatted(plugin.name(), plugin.version(), table.render(colour)));
    }

    /** A name that others offer as well is no mistake, but manifests have to qualify it. */
    private static String shared(OfferedPlugin plugin, SoraType type, List<OfferedPlugin> all) {
        List<String> others = new ArrayList<>();
        for (OfferedPlugin other : all) {
            boolean same =
                    other != plugin
                            && other.types().stream()
                                    .anyMatch(
                                            t ->
                                                    t.kind() == type.kind()
                                                            && t.descriptor()
                                                                    .name()
                                                                    .equals(
                                                                            type.descriptor()
                                                                                    .name()));
            if (same) {
                others.add(other.name());
            }
        }
        return others.isEmpty()
                ? ""
                : "also offered by %s: write %s/%s"
                        .formatted(
                                String.join(", ", others), plugin.name(), type.descriptor().name());
    }
}
