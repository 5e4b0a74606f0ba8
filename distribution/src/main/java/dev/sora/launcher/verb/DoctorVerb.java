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
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    public int run(Session session) throws IOException {
        List<Problem> problems = new ArrayList<>();
        Map<String, Map<String, String>> facts = new LinkedHashMap<>();
        facts.put("sora", Machine.sora(session));
        facts.put("machine", Machine.facts());
        facts.put("folders", Folders.facts(session, problems));
        facts.put("trust", Map.of("policy", session.backend().policy().describe()));
        facts.put("plugins", plugins(session, problems));
        facts.putAll(engines(session));
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

    /** Returns what can run here, and what the system reports about devices. */
    private static Map<String, Map<String, String>> engines(Session session) {
        Map<String, Map<String, String>> parts = new LinkedHashMap<>();
        Map<String, String> states = new LinkedHashMap<>();
        for (Engines.Offered engine : Engines.all(session)) {
            states.put(
                    engine.name(),
                    engine.obstacle()
                            .map(why -> why.message() + "; " + why.fix())
                            .orElse("can run"));
            engine.installer().ifPresent(it -> parts.put(engine.name(), engine.call(it::machine)));
        }
        if (!states.isEmpty()) {
            parts.put("engines", states);
        }
        return parts;
    }

    private static Map<String, String> engine(Session session, List<Problem> problems)
            throws IOException {
        long started = System.nanoTime();
        try {
            Map<String, String> facts = new LinkedHashMap<>(started(session));
            facts.put("started in", Words.span(Duration.ofNanos(System.nanoTime() - started)));
            return facts;
        } catch (SoraException e) {
            problems.addAll(e.problems());
            return Map.of();
        }
    }

    /**
     * Starts the engine that {@code auto} chooses. If its libraries are not those that its plugin
     * was tested with, that may end a process, so another one does it.
     */
    private static Map<String, String> started(Session session) throws IOException {
        Optional<Engines.Offered> chosen =
                Engines.all(session).stream()
                        .filter(engine -> engine.obstacle().isEmpty())
                        .max(Comparator.comparing(engine -> engine.type().preference()));
        if (chosen.flatMap(Engines.Offered::installer).isEmpty()) {
            return session.backend().sora().engineFacts();
        }
        Map<String, String> facts = new LinkedHashMap<>();
        String name = chosen.get().plugin().name() + "/" + chosen.get().name();
        facts.put("chosen", name + ", preferred among those that can run");
        facts.putAll(EngineProcess.test(chosen.get().name(), Map.of()));
        return facts;
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
