// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.core.io.Digests;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestPluginsConfig {

    @TempDir private Path dir;

    private PluginsConfig read(String yaml) throws IOException {
        Files.writeString(dir.resolve("sora.yaml"), yaml);
        return PluginsConfig.read(dir, dir.resolve("install"));
    }

    private List<Problem> refusal() {
        return catchThrowableOfType(
                        SoraException.class, () -> PluginsConfig.read(dir, dir.resolve("install")))
                .problems();
    }

    @Test
    void isOpenWithoutAFileOrWithoutASection() throws IOException {
        assertThat(PluginsConfig.read(dir, dir).policy()).isEqualTo(PolicyKind.OPEN);
        assertThat(read("# nothing yet\n").policy()).isEqualTo(PolicyKind.OPEN);
        assertThat(read("plugins: {}\n").indexes()).isEmpty();
    }

    @Test
    void readsAllOfTheSection() throws IOException {
        String digest = "0123456789abcdef".repeat(4);
        String print = "AB:".repeat(31) + "AB";
        PluginsConfig config =
                read(
                        """
                        plugins:
                          policy: allow-list
                          allow:
                            - {sha256: "%s"}
                            - {signer: "%s"}
                          signers: [keys/acme.pem]
                          indexes: [https://plugins.acme.com/sora, shelf]
                        """
                                .formatted(digest, print));
        assertThat(config.policy()).isEqualTo(PolicyKind.ALLOW_LIST);
        assertThat(config.digests()).containsExactly(digest);
        assertThat(config.fingerprints()).containsExactly("ab".repeat(32));
        assertThat(config.signers()).containsExactly(dir.resolve("keys/acme.pem"));
        assertThat(config.indexes())
                .containsExactly("https://plugins.acme.com/sora", dir.resolve("shelf").toString());
        assertThat(config.file()).isEqualTo(dir.resolve("sora.yaml"));
    }

    @Test
    void theAdministratorsFileWinsAsAWhole() throws IOException {
        Path conf = Files.createDirectories(dir.resolve("install/conf"));
        Files.writeString(conf.resolve("sora.yaml"), "plugins: {policy: allow-list, allow: []}");
        PluginsConfig config = read("plugins: {policy: open, indexes: [shelf]}");
        assertThat(config.policy()).isEqualTo(PolicyKind.ALLOW_LIST);
        assertThat(config.indexes()).isEmpty();
        Files.writeString(conf.resolve("sora.yaml"), "# nothing of plugins\n");
        assertThat(PluginsConfig.read(dir, dir.resolve("install")).indexes()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    plugin: {}                             | 1:1   | did you mean 'plugins'?
                    plugins: {polcy: open}                 | 1:11  | did you mean 'policy'?
                    plugins: {policy: closed}              | 1:19  | see docs/trust.md
                    plugins: open                          | 1:10  | see docs/trust.md
                    plugins: {allow: []}                   | 1:10  | add the line 'policy: allow-list' below plugins
                    plugins: {policy: signed}              | 1:19  | list the files with the certificates that are trusted
                    plugins: {policy: open, allow: [x]}    | 1:33  | see docs/trust.md
                    plugins: {policy: open, allow: [{sha256: abc}]} | 1:42 | see docs/trust.md
                    plugins: {policy: open, indexes: a}    | 1:34  | see docs/trust.md
                    plugins: {policy: open, indexes: [1]}  | 1:35  | see docs/trust.md
                    """)
    void namesThePlaceOfWhatIsWrong(String yaml, String place, String fix) throws IOException {
        Files.writeString(dir.resolve("sora.yaml"), yaml);
        assertThat(refusal())
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.code()).isEqualTo("SORA-3302");
                            assertThat(problem.where())
                                    .isEqualTo(dir.resolve("sora.yaml") + ":" + place);
                            assertThat(problem.fix()).isEqualTo(fix);
                        });
    }

    @Test
    void tellsOfAConfigurationAndNotOfAManifest() throws IOException {
        for (String yaml :
                List.of(
                        "plugins: [",
                        "- a",
                        "a: b\n---\nc: d",
                        "plugins: {policy: \"${POLICY}\"}",
                        "plugins: !!java.io.File x",
                        "x: " + "[".repeat(100),
                        "x".repeat(2 << 20))) {
            Files.writeString(dir.resolve("sora.yaml"), yaml);
            for (Problem problem : refusal()) {
                assertThat(problem.code()).isEqualTo("SORA-3301");
                assertThat(problem.where()).startsWith(dir.resolve("sora.yaml").toString());
                assertThat(problem.toString().toLowerCase(Locale.ROOT)).doesNotContain("manifest");
            }
        }
    }

    @Test
    void trustsNothingOutsideWhileItIsBroken() throws IOException {
        Path shipped = Files.createDirectories(dir.resolve("install/plugins"));
        Path own = Files.writeString(shipped.resolve("own.jar"), "x");
        Path other = Files.writeString(dir.resolve("other.jar"), "x");
        Files.writeString(dir.resolve("sora.yaml"), "plugins: {policy: opne}");
        TrustPolicy policy = TrustPolicy.read(dir, dir.resolve("install"));
        assertThat(policy.problems()).hasSize(1);
        assertThat(policy.describe()).startsWith("closed");
        assertThatCode(() -> policy.check(own)).doesNotThrowAnyException();
        SoraException thrown = catchThrowableOfType(SoraException.class, () -> policy.check(other));
        assertThat(thrown.problems()).isEqualTo(policy.problems());
        assertThat(catchThrowableOfType(SoraException.class, policy::wantsSignedIndex)).isNotNull();
    }

    @Test
    void trustsNothingOutsideWhileItsCertificatesCannotBeRead() throws IOException {
        Files.writeString(dir.resolve("acme.pem"), "no certificate");
        read("plugins: {policy: signed, signers: [acme.pem, gone.pem]}");
        TrustPolicy policy = TrustPolicy.read(dir, dir.resolve("install"));
        assertThat(policy.problems())
                .extracting(Problem::code, Problem::where)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "SORA-3303", dir.resolve("acme.pem").toString()),
                        org.assertj.core.groups.Tuple.tuple(
                                "SORA-3303", dir.resolve("gone.pem").toString()));
    }

    @Test
    void aFileThatCannotBeReadIsNotTakenForNone() throws IOException {
        Files.createDirectory(dir.resolve("sora.yaml"));
        assertThat(refusal()).extracting(Problem::code).containsExactly("SORA-3301");
        Files.delete(dir.resolve("sora.yaml"));
        Files.createSymbolicLink(dir.resolve("sora.yaml"), dir.resolve("nowhere"));
        assertThat(refusal()).extracting(Problem::code).containsExactly("SORA-3301");
        Path device = Path.of("/dev/zero");
        if (Files.exists(device)) {
            // Like a pipe, its content never ends.
            Files.delete(dir.resolve("sora.yaml"));
            Files.createSymbolicLink(dir.resolve("sora.yaml"), device);
            assertThat(refusal())
                    .extracting(Problem::message)
                    .containsExactly("the configuration is not a file");
        }
    }

    @Test
    void allowsByDigestAndSaysWhichLineToAdd() throws IOException {
        Path jar = Jars.write(dir.resolve("a.jar"), "x", "y");
        read("plugins: {policy: allow-list, allow: []}");
        TrustPolicy none = TrustPolicy.read(dir, dir.resolve("install"));
        Problem problem =
                catchThrowableOfType(SoraException.class, () -> none.check(jar)).problems().get(0);
        String digest = Digests.sha256(jar);
        assertThat(problem)
                .isEqualTo(
                        new Problem(
                                "SORA-3310",
                                "the jar is not on the list of those that are allowed",
                                jar.toString(),
                                "policy 'allow-list' of " + dir.resolve("sora.yaml"),
                                "sha256 " + digest,
                                "if you trust it, add below plugins.allow of %s:  - {sha256: %s}"
                                        .formatted(dir.resolve("sora.yaml"), digest)));
        read("plugins:\n  policy: allow-list\n  allow:\n    - {sha256: " + digest + "}\n");
        TrustPolicy listed = TrustPolicy.read(dir, dir.resolve("install"));
        assertThatCode(() -> listed.check(jar)).doesNotThrowAnyException();
        assertThat(listed.describe()).startsWith("allow-list of 1 jars");
        Files.writeString(jar, "changed");
        assertThat(catchThrowableOfType(SoraException.class, () -> listed.check(jar))).isNotNull();
    }

    @Test
    void allowsBySignersFingerprint() throws IOException {
        Keys keys = Keys.in(dir).make("acme").make("other");
        Path plain = Jars.write(dir.resolve("a.jar"), "META-INF/MANIFEST.MF", "\n", "x", "y");
        Path jar = keys.sign(plain, "acme", dir.resolve("signed.jar"));
        read(
                "plugins:\n  policy: allow-list\n  allow:\n    - {signer: "
                        + keys.fingerprint("acme")
                        + "}\n");
        TrustPolicy policy = TrustPolicy.read(dir, dir.resolve("install"));
        assertThatCode(() -> policy.check(jar)).doesNotThrowAnyException();
        Path foreign = keys.sign(plain, "other", dir.resolve("foreign.jar"));
        SoraException thrown =
                catchThrowableOfType(SoraException.class, () -> policy.check(foreign));
        assertThat(thrown.problems().get(0).code()).isEqualTo("SORA-3310");
        assertThat(thrown.problems().get(0).have()).contains("CN=other");
    }
}
