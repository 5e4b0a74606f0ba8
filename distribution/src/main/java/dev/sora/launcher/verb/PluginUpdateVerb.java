// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.container.install.Arrival;
import dev.sora.container.install.Mode;
import dev.sora.container.install.PassedOver;
import dev.sora.container.source.Candidate;
import dev.sora.container.source.Indexes;
import dev.sora.container.source.PluginSources;
import dev.sora.container.source.Successors;
import dev.sora.core.host.Nearest;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Replaces plugins by newer versions. */
@Command(
        name = "update",
        header = "Replace plugins by newer versions.",
        description = {
            "",
            "The new version is started on trial with all other plugins; if it does not work, the"
                    + " old one stays. Runs that are under way keep the version they began with.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sora plugin update                 all that the indexes have newer",
            "  sora plugin update my-plugin       from an index, or from where it came",
            "  sora plugin update my-plugin/target/my-plugin-1.0.1.jar"
        })
public final class PluginUpdateVerb implements Verb {

    private static final String NOWHERE = "SORA-3213";

    @Mixin private Common common;
    @Mixin private JsonOption json;
    @Mixin private SourceOptions options;

    @Parameters(
            paramLabel = "NAME|SOURCE",
            arity = "0..*",
            description = {"An installed plugin, or where the newer one is.", SourceOptions.SOURCE})
    private List<String> words = List.of();

    @Override
    public int run(Session session) {
        Indexes indexes = options.indexes(session);
        PluginSources sources = options.sources(session, indexes);
        Successors successors =
                new Successors(
                        session.backend().store().installed(),
                        indexes,
                        () -> options.repository(session));
        List<PassedOver> older = new ArrayList<>();
        List<Arrival> arrivals =
                ArrivalReport.installer(session)
                        .run(
                                Mode.UPDATE,
                                folder -> candidates(sources, successors, folder),
                                older::add);
        if (json.asked()) {
            Map<String, Object> tree = ArrivalReport.tree(arrivals);
            tree.put("ignored", older.stream().map(PassedOver::origin).toList());
            session.json(tree);
        } else if (arrivals.isEmpty()) {
            session.print("nothing newer is on offer");
        } else {
            ArrivalReport.print(session, arrivals);
            older.forEach(
                    jar ->
                            session.print(
                                    "ignored  %s: %s is newer"
                                            .formatted(jar.origin(), jar.newest())));
        }
        return 0;
    }

    private List<Candidate> candidates(
            PluginSources sources, Successors successors, Supplier<Path> folder) {
        if (words.isEmpty()) {
            return successors.all(folder);
        }
        List<Candidate> candidates = new ArrayList<>();
        for (String word : words) {
            candidates.addAll(
                    successors.isInstalled(word)
                            ? successors.of(word, folder)
                            : found(sources, successors, word, folder));
        }
        return candidates;
    }

    /**
     * Finds jars for an argument that is not an installed plugin. If nothing is found, the error
     * lists the installed plugins, because a misspelt name is the usual cause.
     */
    private static List<Candidate> found(
            PluginSources sources, Successors successors, String word, Supplier<Path> folder) {
        try {
            return sources.find(word, folder);
        } catch (SoraException e) {
            if (!e.problems().get(0).code().equals(NOWHERE)) {
                throw e;
            }
            List<String> names = successors.names();
            throw new SoraException(
                    Problem.of(
                                    "SORA-3216",
                                    "there is no plugin '%s' that could be updated".formatted(word))
                            .needs("an installed plugin, or a jar or another source of its next")
                            .have(
                                    names.isEmpty()
                                            ? "nothing is installed"
                                            : String.join(", ", names))
                            .fix(
                                    Nearest.of(word, names)
                                            .map("did you mean '%s'?"::formatted)
                                            .orElse(
                                                    "sora plugin list shows the installed"
                                                            + " plugins")),
                    e);
        }
    }
}
