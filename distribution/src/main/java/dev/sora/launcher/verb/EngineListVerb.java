// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.engine.LibraryInstaller.Installed;
import dev.sora.launcher.show.Table;
import dev.sora.launcher.show.Tree;
import dev.sora.launcher.show.Words;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the engines. */
@Command(
        name = "list",
        header = "List the engines, and why some cannot run here.",
        description = {"", "Loads no native library.", ""},
        footer = {"", "Examples:", "  sora engine list", "  sora engine list --json"})
public final class EngineListVerb implements Verb {

    @Mixin private Common common;
    @Mixin private JsonOption json = new JsonOption();

    @Override
    public int run(Session session) {
        Path home = session.backend().soraHome();
        Table table = new Table("engine", "plugin", "state", "libraries");
        List<Map<String, Object>> trees = new ArrayList<>();
        for (Engines.Offered engine : Engines.all(session)) {
            Optional<Problem> obstacle = engine.obstacle();
            // a damaged installation is the obstacle
            Optional<Installed> installed =
                    engine.installer()
                            .filter(it -> obstacle.isEmpty() || isReadable(obstacle.get()))
                            .flatMap(it -> engine.call(() -> it.installed(home)));
            table.row(
                    engine.name(),
                    engine.plugin().name() + " " + engine.plugin().version(),
                    obstacle.map(Problem::message).orElse("can run"),
                    engine.installer().isEmpty()
                            ? "in the plugin"
                            : installed.map(EngineListVerb::text).orElse("not installed"));
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("name", engine.name());
            tree.put("plugin", engine.plugin().name());
            tree.put("version", engine.plugin().version());
            tree.put("problems", Tree.problems(obstacle.stream().toList()));
            installed.ifPresent(it -> tree.put("libraries", Engines.tree(it)));
            trees.add(tree);
        }
        if (json.asked()) {
            session.json(Map.of("engines", trees));
        } else {
            session.print(session.fit(table));
        }
        return 0;
    }

    private static boolean isReadable(Problem problem) {
        return !problem.code().equals("SORA-5121");
    }

    private static String text(Installed installed) {
        return "%s, %s%s, %s"
                .formatted(
                        installed.version(),
                        Words.size(installed.bytes()),
                        installed.linked() ? ", linked" : "",
                        installed.folder());
    }
}
