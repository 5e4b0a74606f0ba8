// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.engine.LibraryInstaller;
import dev.sora.engine.LibraryInstaller.Installed;
import dev.sora.engine.LibraryInstaller.Staged;
import dev.sora.launcher.show.Style;
import dev.sora.launcher.show.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Installs the native libraries of an engine. */
@Command(
        name = "install",
        header = "Install the native libraries of an engine.",
        description = {
            "",
            "Checks version and completeness, copies the libraries below SORA_HOME, computes with"
                    + " them in another process, and installs them only if that succeeds. Their"
                    + " digests are compared whenever the engine starts.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sora engine install gpu --from libtorch.zip",
            "  sora engine install gpu --from /opt/libtorch --link"
        })
public final class EngineInstallVerb implements Verb {

    @Mixin private Common common;
    @Mixin private JsonOption json = new JsonOption();

    @Parameters(paramLabel = "ENGINE", description = "The engine, such as gpu.")
    private String name;

    @Option(
            names = "--from",
            paramLabel = "SOURCE",
            required = true,
            description = "The folder or the ZIP archive of the libraries.")
    private Path source;

    @Option(names = "--link", description = "Use the folder where it is, instead of a copy of it.")
    private boolean link;

    @Override
    public int run(Session session) throws IOException {
        Engines.Offered engine = Engines.named(session, name);
        LibraryInstaller installer = Engines.installer(engine);
        Path home = session.backend().soraHome();
        try (Staged staged = engine.call(() -> installer.stage(source, home, link))) {
            Map<String, String> facts = EngineProcess.test(engine.name(), staged.settings());
            Installed installed = engine.call(staged::commit);
            report(session, installed, facts);
        }
        return 0;
    }

    private void report(Session session, Installed installed, Map<String, String> facts) {
        if (json.asked()) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("engine", name);
            tree.put("libraries", Engines.tree(installed));
            tree.put("facts", facts);
            session.json(tree);
            return;
        }
        session.print(
                "%s  %s %s, %s, computes on %s"
                        .formatted(
                                Style.GOOD.on("installed", session.output().colour()),
                                name,
                                installed.version(),
                                Words.size(installed.bytes()),
                                facts.getOrDefault("device", "an unknown device")));
    }
}
