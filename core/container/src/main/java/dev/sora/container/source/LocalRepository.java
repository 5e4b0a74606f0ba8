// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.source;

import dev.sora.core.host.Nearest;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A local Maven repository. Sora reads it and downloads nothing into it. */
public final class LocalRepository {

    private static final int MOST_NAMED = 12;

    private final Path folder;

    /** Creates a repository; the folder need not exist. */
    public LocalRepository(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * Returns the jar of an artifact.
     *
     * @throws SoraException if the artifact or version is missing; the problem lists what is
     *     available
     */
    Candidate find(Coordinate wanted) {
        if (!Files.isDirectory(folder)) {
            throw new SoraException(
                    Problem.of("SORA-3502", "there is no local Maven repository")
                            .where(folder.toString())
                            .fix("name one with --repository DIR"));
        }
        Path artifact = inside(wanted, wanted.group().replace('.', '/') + "/" + wanted.artifact());
        List<String> versions =
                Releases.sorted(
                        names(artifact).stream()
                                .filter(v -> Files.isRegularFile(jar(wanted.at(v))))
                                .toList());
        if (versions.isEmpty()) {
            throw noArtifact(wanted, artifact);
        }
        if (wanted.version().isEmpty()) {
            return Releases.newest(versions)
                    .map(newest -> candidate(wanted.at(newest)))
                    .orElseThrow(() -> noRelease(wanted, versions));
        }
        if (!versions.contains(wanted.version())) {
            throw noVersion(wanted, versions);
        }
        return candidate(wanted);
    }

    private Candidate candidate(Coordinate found) {
        return new Candidate(jar(found), found.toString());
    }

    private Path jar(Coordinate at) {
        return inside(
                at,
                "%s/%s/%s/%s-%s.jar"
                        .formatted(
                                at.group().replace('.', '/'),
                                at.artifact(),
                                at.version(),
                                at.artifact(),
                                at.version()));
    }

    /**
     * Checks that a path is within the repository. The pattern of coordinates ensures it already;
     * this check is independent of it.
     */
    private Path inside(Coordinate wanted, String path) {
        Path found = folder.resolve(path).normalize();
        if (!found.startsWith(folder)) {
            throw new SoraException(
                    Problem.of("SORA-3501", "'%s' is not a Maven artifact".formatted(wanted)));
        }
        return found;
    }

    private static List<String> names(Path parent) {
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(parent)) {
                for (Path path : found) {
                    if (Files.isDirectory(path)) {
                        names.add(path.getFileName().toString());
                    }
                }
            } catch (IOException e) {
                // An unreadable folder is treated as empty.
                return List.of();
            }
        }
        return names;
    }

    private SoraException noArtifact(Coordinate wanted, Path artifact) {
        boolean known = Files.isDirectory(artifact);
        List<String> others =
                names(artifact.getParent()).stream()
                        .filter(name -> !names(artifact.resolveSibling(name)).isEmpty())
                        .sorted()
                        .toList();
        Optional<String> near = Nearest.of(wanted.artifact(), others);
        return new SoraException(
                Problem.of(
                                "SORA-3503",
                                known
                                        ? "the local repository has no jar of %s".formatted(wanted)
                                        : "the local repository has no %s".formatted(wanted))
                        .where(artifact.toString())
                        .have(
                                known || others.isEmpty()
                                        ? ""
                                        : "of that group: " + String.join(", ", firsts(others)))
                        .fix(
                                near.isPresent() && !known
                                        ? "did you mean '%s:%s'?"
                                                .formatted(wanted.group(), near.get())
                                        : "build it with 'mvn install', fetch it with 'mvn"
                                                + " dependency:get -Dartifact=%s%s', or name another"
                                                        .formatted(
                                                                wanted,
                                                                wanted.version().isEmpty()
                                                                        ? ":VERSION"
                                                                        : "")
                                                + " repository with --repository DIR"));
    }

    private static SoraException noVersion(Coordinate wanted, List<String> versions) {
        return new SoraException(
                Problem.of(
                                "SORA-3504",
                                "the local repository has no version %s of %s"
                                        .formatted(wanted.version(), wanted.at("")))
                        .have(String.join(", ", lasts(versions)))
                        .fix(
                                "name one of these, or fetch yours with 'mvn dependency:get"
                                        + " -Dartifact=%s'".formatted(wanted)));
    }

    private static SoraException noRelease(Coordinate wanted, List<String> versions) {
        return new SoraException(
                Problem.of(
                                "SORA-3505",
                                "the local repository has no release of %s".formatted(wanted))
                        .have(String.join(", ", lasts(versions)))
                        .fix("name the version: " + wanted.at(versions.get(versions.size() - 1))));
    }

    private static List<String> firsts(List<String> names) {
        return names.size() <= MOST_NAMED ? names : names.subList(0, MOST_NAMED);
    }

    private static List<String> lasts(List<String> names) {
        return names.size() <= MOST_NAMED
                ? names
                : names.subList(names.size() - MOST_NAMED, names.size());
    }
}
