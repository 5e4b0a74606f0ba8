// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.container.install.Arrival;
import dev.sora.container.install.Mode;
import dev.sora.container.source.Candidate;
import dev.sora.container.source.Indexes;
import dev.sora.container.source.PluginSources;
import dev.sora.container.source.Successors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Replaces plugins by newer ones. */
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
        List<Arrival> arrivals =
                ArrivalReport.installer(session)
                        .run(Mode.UPDATE, folder -> candidates(sources, successors, folder));
        if (json.asked()) {
            session.json(ArrivalReport.tree(arrivals));
        } else if (arrivals.isEmpty()) {
            session.print("nothing newer is on offer");
        } else {
            ArrivalReport.print(session, arrivals);
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
                            : sources.find(word, folder));
        }
        return candidates;
    }
}
