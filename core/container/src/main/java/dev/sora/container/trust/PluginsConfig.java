// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.trust;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The section {@code plugins} of the configuration.
 *
 * @param policy what is asked of a jar
 * @param digests the SHA-256 of jars that are allowed
 * @param fingerprints the SHA-256 of certificates whose signatures are allowed
 * @param signers files with certificates whose signatures are trusted
 * @param indexes folders and URLs with an index of plugins, in the order in which they are asked
 * @param file the file that says so; where it would be, if there is none
 */
public record PluginsConfig(
        PolicyKind policy,
        Set<String> digests,
        Set<String> fingerprints,
        List<Path> signers,
        List<String> indexes,
        Path file) {

    private static final String NAME = "sora.yaml";

    /** Copies the lists. */
    public PluginsConfig {
        digests = Set.copyOf(digests);
        fingerprints = Set.copyOf(fingerprints);
        signers = List.copyOf(signers);
        indexes = List.copyOf(indexes);
    }

    /**
     * Reads the configuration.
     *
     * @param soraHome the folder of the user's {@code sora.yaml}
     * @param installHome the folder of {@code conf/sora.yaml}, which wins if it says anything of
     *     plugins
     * @throws dev.sora.problem.SoraException if it is there and cannot be read, or is wrong
     */
    public static PluginsConfig read(Path soraHome, Path installHome) {
        Path administrators = installHome.resolve("conf").resolve(NAME).toAbsolutePath();
        Path users = soraHome.resolve(NAME).toAbsolutePath();
        return read(administrators).or(() -> read(users)).orElseGet(() -> none(users));
    }

    private static Optional<PluginsConfig> read(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            // A pipe would be waited for, for ever.
            throw new SoraException(
                    Problem.of("SORA-3301", "the configuration is no file")
                            .where(file.normalize().toString())
                            .needs("a file of YAML")
                            .fix("replace it by a file, or remove it"));
        }
        // What cannot be looked at may be there: only a file that is surely not there is skipped.
        return Files.notExists(file, LinkOption.NOFOLLOW_LINKS)
                ? Optional.empty()
                : ConfigReader.read(file.normalize());
    }

    private static PluginsConfig none(Path file) {
        return new PluginsConfig(
                PolicyKind.OPEN, Set.of(), Set.of(), List.of(), List.of(), file.normalize());
    }
}
