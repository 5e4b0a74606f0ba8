// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.engine.LibraryInstaller;
import dev.sora.launcher.show.Style;
import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes the installed native libraries of an engine. */
@Command(
        name = "remove",
        header = "Remove the installed native libraries of an engine.",
        description = {
            "",
            "Processes that use them keep them until they end. A linked folder stays as it is.",
            ""
        },
        footer = {"", "Example:", "  sora engine remove gpu"})
public final class EngineRemoveVerb implements Verb {

    @Mixin private Common common;
    @Mixin private JsonOption json = new JsonOption();

    @Parameters(paramLabel = "ENGINE", description = "The engine, such as gpu.")
    private String name;

    @Override
    public int run(Session session) {
        Engines.Offered engine = Engines.named(session, name);
        LibraryInstaller installer = Engines.installer(engine);
        Path home = session.backend().soraHome();
        if (!engine.call(() -> installer.remove(home))) {
            throw new EngineException(
                    Problem.of(
                                    "SORA-5128",
                                    "no libraries of the engine '%s' are installed".formatted(name))
                            .where(home.toString())
                            .fix("sora engine list"));
        }
        if (json.asked()) {
            session.json(Map.of("removed", name));
        } else {
            session.print(Style.GOOD.on("removed", session.output().colour()) + "  " + name);
        }
        return 0;
    }
}
