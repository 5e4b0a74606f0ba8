// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.container.install.Removal;
import dev.sora.container.store.InstalledPlugin;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.launcher.show.Style;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes plugins. */
@Command(
        name = "remove",
        header = "Remove installed plugins.",
        description = {
            "",
            "Runs and processes that use them keep them until they end; their jars are deleted"
                    + " when they are no longer in use.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sora plugin remove my-plugin",
            "  sora plugin remove my-plugin@1.0.0",
            "  sora plugin remove \"my-plugin@[1.0,2)\""
        })
public final class PluginRemoveVerb implements Verb {

    @Mixin private Common common;
    @Mixin private JsonOption json;

    @Parameters(
            paramLabel = "NAME[@VERSION]",
            arity = "1..*",
            description = "An installed plugin; the version where there are several.")
    private List<String> words;

    @Override
    public int run(Session session) {
        List<Removal> removals = words.stream().map(Removal::parse).toList();
        List<InstalledPlugin> installed = session.backend().store().installed();
        removals.stream()
                .filter(
                        removal ->
                                installed.stream()
                                        .noneMatch(p -> removal.means(p.name(), p.version())))
                .forEach(removal -> explain(session, removal));
        List<InstalledPlugin> removed = ArrivalReport.installer(session).remove(removals);
        if (json.asked()) {
            session.json(Map.of("removed", removed.stream().map(ArrivalReport::tree).toList()));
            return 0;
        }
        session.print(
                removed.stream()
                        .map(
                                plugin ->
                                        Style.GOOD.on("removed", session.output().colour())
                                                + "  "
                                                + plugin)
                        .collect(Collectors.joining(System.lineSeparator())));
        return 0;
    }

    /**
     * Throws an explanation for active plugins that are not installed: they come with Sora, or
     * their jar was copied into the folder by hand.
     */
    private static void explain(Session session, Removal removal) {
        for (OfferedPlugin plugin : session.backend().host().offers()) {
            if (!removal.means(plugin.name(), plugin.version())) {
                continue;
            }
            if (session.backend().shipped().contains(Path.of(plugin.location()))) {
                throw new SoraException(
                        Problem.of(
                                        "SORA-3222",
                                        "plugin '%s' %s comes with Sora and cannot be removed"
                                                .formatted(plugin.name(), plugin.version()))
                                .where(plugin.location())
                                .fix("leave it: a plugin that no manifest uses has no effect"));
            }
            throw new SoraException(
                    Problem.of(
                                    "SORA-3223",
                                    "plugin '%s' %s was not installed but put into the folder by hand"
                                            .formatted(plugin.name(), plugin.version()))
                            .where(plugin.location())
                            .fix("delete that jar"));
        }
    }
}
