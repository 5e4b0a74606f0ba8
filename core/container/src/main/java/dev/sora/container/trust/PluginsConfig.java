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
 * @param policy the condition for loading a jar
 * @param digests the SHA-256 of allowed jars, in lower-case hexadecimal
 * @param fingerprints the SHA-256 of certificates whose signatures are allowed, in lower-case
 *     hexadecimal
 * @param signers files with certificates whose signatures are trusted
 * @param indexes folders and URLs of indexes of plugins, in the order in which they are searched
 * @param file the file with the section; the user's file if there is none
 */
public record PluginsConfig(
        PolicyKind policy,
        Set<String> digests,
        Set<String> fingerprints,
        List<Path> signers,
        List<String> indexes,
        Path file) {

    private static final String NAME = "sora.yaml";

    /** Creates a section with copies of the lists. */
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
     * @param installHome the folder of {@code conf/sora.yaml}, which takes precedence if it has a
     *     section on plugins
     * @throws dev.sora.problem.SoraException if a file exists and cannot be read or is not valid
     */
    public static PluginsConfig read(Path soraHome, Path installHome) {
        Path administrators = installHome.resolve("conf").resolve(NAME).toAbsolutePath();
        Path users = soraHome.resolve(NAME).toAbsolutePath();
        return read(administrators).or(() -> read(users)).orElseGet(() -> none(users));
    }

    private static Optional<PluginsConfig> read(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            // Reading a pipe would block forever.
            throw new SoraException(
                    Problem.of("SORA-3301", "the configuration is not a file")
                            .where(file.normalize().toString())
                            .needs("a file of YAML")
                            .fix("replace it by a file, or remove it"));
        }
        // A file that cannot be examined may exist: only one that certainly does not exist is
        // skipped.
        return Files.notExists(file, LinkOption.NOFOLLOW_LINKS)
                ? Optional.empty()
                : ConfigReader.read(file.normalize());
    }

    private static PluginsConfig none(Path file) {
        return new PluginsConfig(
                PolicyKind.OPEN, Set.of(), Set.of(), List.of(), List.of(), file.normalize());
    }
}
