// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.artefact.MavenRepository;
import dev.sora.container.source.Indexes;
import dev.sora.container.source.LocalRepository;
import dev.sora.container.source.PluginSources;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options for sources of plugins. */
final class SourceOptions {

    /** The description of a source in the help of all verbs that take one. */
    static final String SOURCE =
            "A jar, a folder of jars, group:artifact[:version] from a local repository of Maven,"
                    + " or name[@versions] from an index: vision, vision@1.2.0, vision@[1.2,2).";

    @Option(
            names = "--index",
            paramLabel = "PLACE",
            description =
                    "A folder or URL with an index of plugins; asked before those that sora.yaml"
                            + " names.")
    private List<String> indexes = List.of();

    @Option(
            names = "--repository",
            paramLabel = "DIR",
            description = "The local repository of Maven; by default the one that Maven uses.")
    private Path repository;

    Indexes indexes(Session session) {
        return indexes(session, indexes);
    }

    static Indexes indexes(Session session, List<String> first) {
        List<String> places = new ArrayList<>();
        first.forEach(place -> places.add(absolute(place)));
        session.backend().config().indexes().stream()
                .filter(place -> !places.contains(place))
                .forEach(places::add);
        return new Indexes(places, session.backend().policy());
    }

    /**
     * Returns an absolute path: the origin of a plugin is stored and must be valid in other
     * folders.
     */
    private static String absolute(String place) {
        try {
            return place.contains("://")
                    ? place
                    : Path.of(place).toAbsolutePath().normalize().toString();
        } catch (InvalidPathException e) {
            return place;
        }
    }

    LocalRepository repository(Session session) {
        return new LocalRepository(
                repository == null
                        ? MavenRepository.of(
                                Path.of(System.getProperty("user.home")), session.environment())
                        : repository);
    }

    PluginSources sources(Session session, Indexes from) {
        return new PluginSources(Path.of("").toAbsolutePath(), () -> repository(session), from);
    }
}
