// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginHost;
import dev.sora.launcher.show.Style;
import dev.sora.launcher.show.Table;
import dev.sora.launcher.show.Tree;
import dev.sora.launcher.show.Words;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reports facts and problems of the machine, the installation, the plugins and the engine. */
@Command(
        name = "doctor",
        header = "Look at the machine, the folders, the plugins and the engine.",
        description = {"", "Starts the engine, and names every fault with its fix.", ""},
        footer = {"", "Example:", "  sora doctor --json > doctor.json"})
public final class DoctorVerb implements Verb {

    @Mixin private Common common;
    @Mixin private JsonOption json;

    @Override
    public int run(Session session) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Map<String, String>> facts = new LinkedHashMap<>();
        facts.put("sora", Machine.sora(session));
        facts.put("machine", Machine.facts());
        facts.put("folders", Folders.facts(session, problems));
        facts.put("trust", Map.of("policy", session.backend().policy().describe()));
        facts.put("plugins", plugins(session, problems));
        facts.put("engine", engine(session, problems));
        if (json.asked()) {
            Map<String, Object> tree = new LinkedHashMap<>(facts);
            tree.put("problems", Tree.problems(problems));
            session.json(tree);
        } else {
            session.print(text(facts, problems, session.output().colour()));
        }
        return problems.isEmpty() ? 0 : ExitStatus.of(problems);
    }

    private static Map<String, String> plugins(Session session, List<Problem> problems) {
        PluginHost host = session.backend().host();
        problems.addAll(host.problems());
        Map<String, String> facts = new LinkedHashMap<>();
        for (OfferedPlugin plugin : host.offers()) {
            // The second and later versions of a plugin are listed with their version numbers.
            facts.put(
                    facts.containsKey(plugin.name())
                            ? plugin.name() + " " + plugin.version()
                            : plugin.name(),
                    "%s, %s, %s"
                            .formatted(
                                    plugin.version(),
                                    Words.count(plugin.types().size(), "type"),
                                    plugin.location()));
        }
        if (facts.isEmpty()) {
            problems.add(
                    Problem.of("SORA-3002", "there are no plugins, so no manifest can be used")
                            .needs("jars in " + session.backend().pluginFolders())
                            .fix("unpack the distribution again"));
        }
        return facts;
    }

    private static Map<String, String> engine(Session session, List<Problem> problems) {
        long started = System.nanoTime();
        try {
            Map<String, String> facts = new LinkedHashMap<>(session.backend().sora().engineFacts());
            facts.put("started in", Words.span(Duration.ofNanos(System.nanoTime() - started)));
            return facts;
        } catch (SoraException e) {
            problems.addAll(e.problems());
            return Map.of();
        }
    }

    private static String text(
            Map<String, Map<String, String>> facts, List<Problem> problems, boolean colour) {
        StringBuilder text = new StringBuilder();
        facts.forEach(
                (part, found) -> {
                    text.append(Style.STRONG.on(part, colour)).append('\n');
                    Table table = new Table("", "", "");
                    found.forEach((name, value) -> table.row("", name, value));
                    text.append(table.render(colour)).append("\n\n");
                });
        if (problems.isEmpty()) {
            return text.append(Style.GOOD.on("all is well", colour)).toString();
        }
        text.append(Style.BAD.on(Words.count(problems.size(), "problem"), colour));
        problems.forEach(problem -> text.append("\n\n").append(problem));
        return text.toString();
    }
}
