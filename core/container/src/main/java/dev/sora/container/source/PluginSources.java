// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.source;

import dev.sora.container.index.PluginIndex;
import dev.sora.core.host.Nearest;
import dev.sora.core.host.VersionRange;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the jars that an argument of the command line names. */
public final class PluginSources {

    private static final Pattern NAME = Pattern.compile("([a-z][a-z0-9-]*)(?:@(.+))?");

    /** Jars other than the plugin's that a build creates in the same folder. */
    private static final Pattern BESIDE =
            Pattern.compile("original-.*|.*-(?:sources|javadoc|tests|test-sources)\\.jar");

    private final Path base;
    private final Supplier<LocalRepository> repository;
    private final Indexes indexes;

    /**
     * Creates the sources.
     *
     * @param base the folder to which paths are relative
     * @param repository the repository in which coordinates are looked up
     * @param indexes the indexes in which names are looked up
     */
    public PluginSources(Path base, Supplier<LocalRepository> repository, Indexes indexes) {
        this.base = base;
        this.repository = repository;
        this.indexes = indexes;
    }

    /**
     * Finds jars, and fetches them if they come from an index.
     *
     * @param text a jar, a folder of jars, {@code group:artifact[:version]}, or {@code
     *     name[@versions]} from an index
     * @param folder supplies new folders for downloads
     * @throws SoraException if nothing is found
     */
    public List<Candidate> find(String text, Supplier<Path> folder) {
        Optional<Path> path = path(text);
        if (path.isPresent() && Files.isRegularFile(path.get())) {
            return List.of(file(path.get()));
        }
        Matcher name = NAME.matcher(text);
        boolean named = name.matches() && !text.endsWith(".jar");
        if (named) {
            Optional<Indexes.Offer> offer = indexes.newest(name.group(1), range(name.group(2)));
            if (offer.isPresent()) {
                return List.of(offer.get().fetch(folder.get()));
            }
        }
        if (path.isPresent() && Files.isDirectory(path.get())) {
            return folder(path.get());
        }
        if (named) {
            throw notOffered(name.group(1), name.group(2));
        }
        if (text.contains("://")) {
            throw new SoraException(
                    Problem.of("SORA-3212", "a plugin cannot be installed from a URL")
                            .where(text)
                            .needs("a jar, a folder, group:artifact[:version], or name[@versions]")
                            .fix("download it first, or name the server's index with --index URL"));
        }
        if (text.contains(":") && text.indexOf('/') < 0 && text.indexOf('\\') < 0) {
            return List.of(repository.get().find(Coordinate.parse(text)));
        }
        throw noFile(text, path);
    }

    private Optional<Path> path(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(base.resolve(text).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Candidate file(Path jar) {
        return new Candidate(jar, jar.toString());
    }

    private static Optional<VersionRange> range(String text) {
        if (text == null) {
            return Optional.empty();
        }
        // In a manifest, 1.2 accepts 1.3 too; here 1.2 means exactly that version.
        Optional<VersionRange> range =
                VersionRange.parse(
                        text.startsWith("[") || text.startsWith("(")
                                ? text
                                : "[" + text + "," + text + "]");
        if (range.isEmpty()) {
            throw new SoraException(
                    Problem.of("SORA-3212", "'%s' names no versions".formatted(text))
                            .needs("a version such as 1.2, or a range such as [1.2,2)"));
        }
        return range;
    }

    private static List<Candidate> folder(Path folder) {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : found) {
                String name = jar.getFileName().toString();
                if (!BESIDE.matcher(name).matches() && !name.equals(PluginIndex.SIGNED)) {
                    jars.add(jar);
                }
            }
        } catch (IOException e) {
            throw new SoraException(
                    Problem.of("SORA-3210", "the folder cannot be read")
                            .where(folder.toString())
                            .have(e.getClass().getSimpleName() + ": " + e.getMessage())
                            .fix("give yourself permission to read it"),
                    e);
        }
        if (jars.isEmpty()) {
            throw new SoraException(
                    Problem.of("SORA-3211", "the folder holds no jar of a plugin")
                            .where(folder.toString())
                            .fix("build the plugin first: 'mvn package' leaves it in target"));
        }
        return jars.stream().sorted().map(PluginSources::file).toList();
    }

    private SoraException noFile(String text, Optional<Path> path) {
        Problem problem =
                Problem.of("SORA-3210", "there is no such jar or folder")
                        .where(path.map(Path::toString).orElse("'" + text + "'"))
                        .needs("a jar, a folder, group:artifact[:version], or name[@versions]")
                        .fix("check the path; 'sora plugin install -h' shows examples");
        Optional<Path> parent = path.map(Path::getParent).filter(Files::isDirectory);
        if (parent.isEmpty()) {
            return new SoraException(problem);
        }
        List<String> beside = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent.get())) {
            for (Path other : found) {
                if (other.toString().endsWith(".jar") || Files.isDirectory(other)) {
                    beside.add(other.getFileName().toString());
                }
            }
        } catch (IOException e) {
            return new SoraException(problem);
        }
        return new SoraException(
                Nearest.of(path.get().getFileName().toString(), beside)
                        .map(near -> problem.fix("did you mean '%s'?".formatted(near)))
                        .orElse(problem));
    }

    private SoraException notOffered(String name, String range) {
        if (indexes.places().isEmpty()) {
            return new SoraException(
                    Problem.of(
                                    "SORA-3213",
                                    "there is no jar or folder '%s', and no index to look it up in"
                                            .formatted(name))
                            .needs("a jar, a folder, group:artifact[:version], or an index")
                            .fix(
                                    "name an index with --index PLACE, or under 'plugins: indexes:'"
                                            + " in sora.yaml"));
        }
        List<String> versions =
                Releases.sorted(
                        indexes.offers().stream()
                                .filter(offer -> offer.entry().name().equals(name))
                                .map(offer -> offer.entry().version())
                                .distinct()
                                .toList());
        if (!versions.isEmpty()) {
            return new SoraException(
                    Problem.of(
                                    "SORA-3213",
                                    "no index offers plugin '%s' in version %s"
                                            .formatted(name, range))
                            .where(String.join(", ", indexes.places()))
                            .have(String.join(", ", versions))
                            .fix("ask for one of these"));
        }
        List<String> names =
                indexes.offers().stream()
                        .map(offer -> offer.entry().name())
                        .distinct()
                        .sorted()
                        .toList();
        return new SoraException(
                Problem.of("SORA-3213", "no index offers a plugin '%s'".formatted(name))
                        .where(String.join(", ", indexes.places()))
                        .fix(
                                Nearest.of(name, names)
                                        .map(near -> "did you mean '%s'?".formatted(near))
                                        .orElse(
                                                "sora plugin search TEXT looks through summaries")));
    }
}
