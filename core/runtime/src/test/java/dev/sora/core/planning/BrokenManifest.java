// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.host.Catalogue;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.Overrides;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A manifest of {@code src/test/resources/broken}. Its first lines may be {@code # plugins: …} for
 * those that are installed and {@code # set: …} for an override.
 *
 * @param name the name of its file
 */
record BrokenManifest(String name, String text) {

    static final Path FOLDER = Path.of("src/test/resources/broken");

    private static final Map<String, String> ENVIRONMENT = Map.of("DATA", "/data");
    private static final Map<String, OfferedPlugin> PLUGINS =
            Map.of(
                    "standard", LikeStandard.plugin(),
                    "vision", LikeVision.plugin(),
                    "engine-cpu", LikeVision.engine(),
                    "other", LikeVision.plugin("other", "2.0.0"));
    private static final KnownTypes KNOWN =
            KnownTypes.load(
                    new StringReader(
                            String.join("\n", KnownTypes.lines(List.of(LikeVision.plugin())))));

    /** Returns the names of all of them, without the extension. */
    static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    static BrokenManifest read(String name) throws IOException {
        return new BrokenManifest(name + ".yaml", Files.readString(FOLDER.resolve(name + ".yaml")));
    }

    /** Returns why it cannot be planned; empty if it can. */
    Optional<SoraException> failure() {
        List<OfferedPlugin> plugins = new ArrayList<>();
        List<String> assignments = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("# plugins: ")) {
                for (String plugin : line.substring("# plugins: ".length()).split(" ")) {
                    plugins.add(PLUGINS.get(plugin));
                }
            } else if (line.startsWith("# set: ")) {
                assignments.add(line.substring("# set: ".length()));
            }
        }
        if (plugins.isEmpty()) {
            plugins.addAll(
                    List.of(
                            PLUGINS.get("standard"),
                            PLUGINS.get("vision"),
                            PLUGINS.get("engine-cpu")));
        }
        Planner planner = new Planner(new Catalogue(plugins, KNOWN));
        Overrides overrides = new Overrides(assignments, ENVIRONMENT);
        Path folder = FOLDER.toAbsolutePath().normalize();
        try {
            planner.plan(new ManifestReader().read(name, folder, text, overrides));
            return Optional.empty();
        } catch (SoraException e) {
            return Optional.of(e);
        }
    }
}
