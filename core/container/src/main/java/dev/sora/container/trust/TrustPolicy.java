// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.trust;

import dev.sora.container.trust.SignerCheck.Verdict;
import dev.sora.core.io.Digests;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which jars may be loaded as plugins.
 *
 * <p>The decision applies to the content at the time of the check. A user who can write to the jar
 * afterwards can change it.
 */
public final class TrustPolicy {

    private static final TrustPolicy OPEN = new TrustPolicy(null, null, null, List.of());

    private final @Nullable PluginsConfig config;
    private final @Nullable SignerCheck signers;
    private final @Nullable Path shipped;
    private final List<Problem> problems;

    private TrustPolicy(
            @Nullable PluginsConfig config,
            @Nullable SignerCheck signers,
            @Nullable Path shipped,
            List<Problem> problems) {
        this.config = config;
        this.signers = signers;
        this.shipped = shipped;
        this.problems = List.copyOf(problems);
    }

    /** Returns the policy that trusts every jar. */
    public static TrustPolicy open() {
        return OPEN;
    }

    /**
     * Reads the policy from the configuration. If the configuration cannot be read, no jar outside
     * the installation is trusted, and {@link #problems()} gives the reason.
     *
     * @param soraHome the folder of the user's {@code sora.yaml}
     * @param installHome the folder of {@code conf/sora.yaml}, whose own plugins are always trusted
     */
    public static TrustPolicy read(Path soraHome, Path installHome) {
        Path shipped = installHome.resolve("plugins").toAbsolutePath().normalize();
        try {
            PluginsConfig config = PluginsConfig.read(soraHome, installHome);
            SignerCheck signers =
                    new SignerCheck(
                            Anchors.read(config.signers(), config.file()), config.fingerprints());
            return new TrustPolicy(config, signers, shipped, List.of());
        } catch (SoraException e) {
            return new TrustPolicy(null, null, shipped, e.problems());
        }
    }

    /**
     * Checks that a jar is trusted; none of its code is loaded.
     *
     * @throws SoraException if it is not trusted
     */
    public void check(Path jar) {
        if (shipped != null && shipped.equals(jar.toAbsolutePath().normalize().getParent())) {
            return;
        }
        requireConfiguration();
        if (config == null || signers == null) {
            return;
        }
        switch (config.policy()) {
            case OPEN -> {}
            case ALLOW_LIST -> checkListed(jar, config, signers);
            case SIGNED -> checkSigned(jar, signers, needs(config));
        }
    }

    /**
     * Returns whether an index of plugins must be signed too.
     *
     * @throws SoraException if the configuration cannot be read
     */
    public boolean wantsSignedIndex() {
        requireConfiguration();
        return config != null && config.policy() == PolicyKind.SIGNED;
    }

    /** Returns whether the configuration names a trusted signer. */
    public boolean knowsSigners() {
        return signers != null && !signers.isEmpty();
    }

    /**
     * Checks that a jar is signed by a signer whom the configuration names, whatever the policy.
     *
     * @throws SoraException if it is not
     */
    public void requireSigned(Path jar) {
        requireConfiguration();
        if (config == null || signers == null || !knowsSigners()) {
            throw new SoraException(
                    Problem.of("SORA-3313", "no signer is trusted")
                            .where(jar.toString())
                            .needs("plugins.signers: [file.pem] in sora.yaml")
                            .fix(
                                    "list the certificate of a signer that you trust; see"
                                            + " docs/trust.md"));
        }
        checkSigned(jar, signers, needs(config));
    }

    /** Returns the problems of the configuration; empty if it is valid. */
    public List<Problem> problems() {
        return problems;
    }

    /** Returns a short description of the policy, for the user. */
    public String describe() {
        if (!problems.isEmpty()) {
            return "closed, because the configuration is not valid";
        }
        if (config == null) {
            return PolicyKind.OPEN.word();
        }
        String word = config.policy().word();
        return switch (config.policy()) {
            case OPEN -> word;
            case ALLOW_LIST ->
                    "%s of %d jars and %d signers, %s"
                            .formatted(
                                    word,
                                    config.digests().size(),
                                    config.fingerprints().size(),
                                    config.file());
            case SIGNED ->
                    "%s, by %d files of certificates, %s"
                            .formatted(word, config.signers().size(), config.file());
        };
    }

    private void requireConfiguration() {
        if (!problems.isEmpty()) {
            throw new SoraException(problems, null);
        }
    }

    private static String needs(PluginsConfig config) {
        return "policy '%s' of %s".formatted(config.policy().word(), config.file());
    }

    private static void checkListed(Path jar, PluginsConfig config, SignerCheck signers) {
        String digest = Digests.sha256(jar);
        if (config.digests().contains(digest)) {
            return;
        }
        String have = "sha256 " + digest;
        if (!config.fingerprints().isEmpty()) {
            try {
                checkSigned(jar, signers, needs(config));
                return;
            } catch (SoraException e) {
                Problem why = e.problems().get(0);
                have = have + "; " + why.message() + ": " + why.have();
            }
        }
        throw new SoraException(
                Problem.of("SORA-3310", "the jar is not on the list of those that are allowed")
                        .where(jar.toString())
                        .needs(needs(config))
                        .have(have)
                        .fix(
                                "if you trust it, add below plugins.allow of %s:  - {sha256: %s}"
                                        .formatted(config.file(), digest)));
    }

    private static void checkSigned(Path jar, SignerCheck check, String needs) {
        Set<CodeSigner> found = SignedJar.signers(jar, needs);
        List<Verdict> verdicts = found.stream().map(check::of).toList();
        if (verdicts.contains(Verdict.TRUSTED)) {
            return;
        }
        boolean late = verdicts.contains(Verdict.OUT_OF_TIME);
        String who =
                found.stream()
                        .map(SignerCheck::describe)
                        .sorted()
                        .collect(Collectors.joining("; "));
        throw new SoraException(
                late
                        ? Problem.of("SORA-3314", "the signer's certificate is not valid now")
                                .where(jar.toString())
                                .needs(needs)
                                .have(who)
                                .fix(
                                        "sign the jar again, with a timestamp: jarsigner"
                                                + " -tsa URL …")
                        : Problem.of("SORA-3313", "the jar is signed, but not by a trusted signer")
                                .where(jar.toString())
                                .needs(needs)
                                .have(who)
                                .fix(
                                        "if you trust the signer, put the certificate into a file"
                                                + " and add it to plugins.signers"));
    }
}
