// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.container.index.PluginIndex;
import dev.sora.container.index.PluginIndex.Entry;
import dev.sora.container.jar.JarContents;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginHost;
import dev.sora.core.io.Digests;
import dev.sora.launcher.show.Words;
import dev.sora.plugin.SoraType;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Creates an index of the plugins in a folder. */
@Command(
        name = "index",
        header = "Make an index of the plugins in a folder.",
        description = {
            "",
            "Starts the jars in the folder on trial, beside the plugins that Sora came with, and"
                    + " writes index.json: what they are, their sizes and digests. The folder,"
                    + " copied to a server or as it is, can then be named with --index or in"
                    + " sora.yaml. docs/trust.md shows how to sign it.",
            ""
        },
        footer = {"", "Example:", "  sora plugin index folder-of-jars"})
public final class PluginIndexVerb implements Verb {

    @Mixin private Common common;
    @Mixin private JsonOption json;

    @Parameters(paramLabel = "FOLDER", description = "The folder with the jars.")
    private Path folder;

    @Override
    public int run(Session session) throws IOException {
        List<Path> jars = jars(folder.toAbsolutePath().normalize());
        if (jars.isEmpty()) {
            throw new SoraException(
                    Problem.of("SORA-3410", "there is no jar to put into an index")
                            .where(folder.toAbsolutePath().normalize().toString())
                            .needs("jars of plugins")
                            .fix("copy them into the folder first"));
        }
        jars.forEach(JarContents::check);
        List<Path> all = new ArrayList<>(jars);
        all.addAll(session.backend().shipped());
        List<Entry> entries = new ArrayList<>();
        try (PluginHost host = session.backend().trial(all)) {
            List<String> places = jars.stream().map(Path::toString).toList();
            List<Problem> own =
                    host.problems().stream().filter(p -> places.contains(p.where())).toList();
            if (!own.isEmpty()) {
                throw new SoraException(own, null);
            }
            for (OfferedPlugin plugin : host.offers()) {
                if (places.contains(plugin.location())) {
                    entries.add(entry(plugin));
                }
            }
            if (entries.size() != jars.size()) {
                throw new SoraException(host.problems(), null);
            }
        }
        entries.sort(Comparator.comparing(Entry::name).thenComparing(Entry::file));
        Path written = PluginIndex.write(folder.toAbsolutePath().normalize(), entries);
        if (json.asked()) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("index", written.toString());
            tree.put("plugins", entries.stream().map(Entry::file).toList());
            session.json(tree);
        } else {
            session.print(
                    "%s  %s%n%s"
                            .formatted(
                                    written,
                                    Words.count(entries.size(), "plugin"),
                                    "A signed index is index.jar with index.json in it; see"
                                            + " docs/trust.md."));
        }
        return 0;
    }

    private static List<Path> jars(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new SoraException(
                    Problem.of("SORA-3410", "there is no such folder")
                            .where(folder.toString())
                            .needs("a folder with the jars of plugins")
                            .fix("sora plugin index -h shows its arguments"));
        }
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : found) {
                if (!jar.getFileName().toString().equals(PluginIndex.SIGNED)) {
                    jars.add(jar);
                }
            }
        }
        jars.sort(Comparator.naturalOrder());
        return jars;
    }

    private static Entry entry(OfferedPlugin plugin) throws IOException {
        Path jar = Path.of(plugin.location());
        List<String> types = new ArrayList<>();
        for (SoraType type : plugin.types()) {
            types.add(type.kind().word() + " " + type.descriptor().name());
        }
        return new Entry(
                plugin.name(),
                plugin.version(),
                JarSummary.of(jar),
                types,
                jar.getFileName().toString(),
                Files.size(jar),
                Digests.sha256(jar));
    }
}
