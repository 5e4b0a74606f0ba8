// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.container.install.Arrival;
import dev.sora.container.install.Mode;
import dev.sora.container.source.PluginSources;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Installs plugins. */
@Command(
        name = "install",
        header = "Install plugins.",
        description = {
            "",
            "A plugin is copied into SORA_HOME and started on trial with all others; if anything"
                    + " is wrong with it, nothing changes. It is installed beside other versions: a"
                    + " manifest takes the newest version unless it says 'name/type@[1.2,2)'.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sora plugin install my-plugin/target/my-plugin-1.0.0.jar",
            "  sora plugin install folder-of-jars",
            "  sora plugin install org.example:my-plugin",
            "  sora plugin install org.example:my-plugin:1.0.0 --repository repository",
            "  sora plugin install my-plugin@[1.2,2) --index https://example.org/sora"
        })
public final class PluginInstallVerb implements Verb {

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
                                Mode.INSTALL,
                                folder ->
                                        words.stream()
                                                .flatMap(w -> sources.find(w, folder).stream())
                                                .toList());
        if (json.asked()) {
            session.json(ArrivalReport.tree(arrivals));
        } else {
            ArrivalReport.print(session, arrivals);
        }
        return 0;
    }
}
