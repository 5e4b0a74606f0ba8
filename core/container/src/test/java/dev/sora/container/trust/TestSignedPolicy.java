// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestSignedPolicy {

    private static final String SERVICE = "META-INF/services/dev.sora.plugin.SoraPlugin";

    @TempDir private static Path keyFolder;
    private static Keys keys;
    private static Path plain;

    @TempDir private Path dir;

    @BeforeAll
    static void makeKeys() throws IOException {
        keys =
                Keys.in(keyFolder)
                        .make(
                                "root",
                                "-startdate",
                                "-800d",
                                "-validity",
                                "4000",
                                "-ext",
                                "bc:c",
                                "-ext",
                                "ku:c=keyCertSign")
                        .make("dev", "-signer", "root", "-ext", "eku=codeSigning")
                        .make("web", "-signer", "root", "-ext", "eku=serverAuth")
                        .make("alone", "-keyalg", "RSA", "-keysize", "2048")
                        .make("child", "-signer", "alone")
                        .make("old", "-startdate", "-400d", "-validity", "30")
                        .make("early", "-startdate", "+30d")
                        .make("late", "-signer", "root", "-startdate", "-400d", "-validity", "30");
        plain =
                Jars.write(
                        keyFolder.resolve("plain.jar"),
                        "META-INF/MANIFEST.MF",
                        "Manifest-Version: 1.0\nBundle-SymbolicName: test.plain\n\n",
                        SERVICE,
                        "test.Plain\n",
                        "test/Plain.class",
                        "not really a class",
                        "META-INF/versions/17/test/Plain.class",
                        "nor this");
    }

    private TrustPolicy trusting(String... aliases) throws IOException, GeneralSecurityException {
        StringBuilder yaml = new StringBuilder("plugins:\n  policy: signed\n  signers:\n");
        for (String alias : aliases) {
            yaml.append("    - ").append(keys.pem(alias)).append('\n');
        }
        Files.writeString(dir.resolve("sora.yaml"), yaml);
        return TrustPolicy.read(dir, dir.resolve("install"));
    }

    private static Problem refusal(TrustPolicy policy, Path jar) {
        SoraException thrown = catchThrowableOfType(SoraException.class, () -> policy.check(jar));
        assertThat(thrown).isNotNull();
        assertThat(thrown.problems()).hasSize(1);
        Problem problem = thrown.problems().get(0);
        assertThat(problem.where()).isEqualTo(jar.toString());
        assertThat(problem.needs()).startsWith("policy 'signed' of ");
        assertThat(problem.have()).isNotEmpty();
        assertThat(problem.fix()).isNotEmpty();
        return problem;
    }

    private Path signed(String alias) throws IOException {
        return keys.sign(plain, alias, dir.resolve(alias + ".jar"));
    }

    @Test
    void takesWhatAListedCertificateOrItsChildSigned() throws Exception {
        Path jar = signed("dev");
        assertThatCode(() -> trusting("dev").check(jar)).doesNotThrowAnyException();
        assertThatCode(() -> trusting("root").check(jar)).doesNotThrowAnyException();
        assertThatCode(() -> trusting("alone", "root").check(jar)).doesNotThrowAnyException();
        assertThatCode(() -> trusting("alone").check(signed("alone"))).doesNotThrowAnyException();
    }

    @Test
    void refusesAStranger() throws Exception {
        Problem problem = refusal(trusting("root"), signed("alone"));
        assertThat(problem.code()).isEqualTo("SORA-3313");
        assertThat(problem.have()).contains("CN=alone", keys.fingerprint("alone"));
    }

    @Test
    void aCertificateThatIsNoAuthoritysVouchesForNobodyElse() throws Exception {
        assertThat(refusal(trusting("alone"), signed("child")).code()).isEqualTo("SORA-3313");
        // The key may certify but not sign: the JDK does not accept the signature at all.
        assertThat(refusal(trusting("dev"), signed("root")).code()).isEqualTo("SORA-3311");
    }

    @Test
    void aCertificateForWebServersSignsNoCode() throws Exception {
        assertThat(refusal(trusting("root"), signed("web")).code()).isEqualTo("SORA-3313");
    }

    @Test
    void refusesWhatIsSignedOutOfTime() throws Exception {
        assertThat(refusal(trusting("old"), signed("old")).code()).isEqualTo("SORA-3314");
        assertThat(refusal(trusting("early"), signed("early")).code()).isEqualTo("SORA-3314");
        assertThat(refusal(trusting("root"), signed("late")).code()).isEqualTo("SORA-3314");
    }

    @Test
    void refusesAnAlgorithmThatJavaHoldsToBeTooWeak() throws Exception {
        Path jar = keys.signWeakly(plain, "alone", dir.resolve("weak.jar"));
        Problem problem = refusal(trusting("alone"), jar);
        assertThat(problem.code()).isEqualTo("SORA-3311");
        assertThat(problem.message()).isEqualTo("the jar's signature is not valid");
    }

    @Test
    void refusesAJarWithoutASignature() throws Exception {
        Problem problem = refusal(trusting("root"), plain);
        assertThat(problem.code()).isEqualTo("SORA-3311");
        assertThat(problem.message()).isEqualTo("the jar is not signed");
    }

    @Test
    void refusesWhateverWasPutInWhereverItHides() throws Exception {
        Path jar = signed("dev");
        TrustPolicy policy = trusting("root");
        for (String name :
                new String[] {
                    "test/More.class",
                    "META-INF/services/java.time.zone.ZoneRulesProvider",
                    "META-INF/versions/9/test/Plain.class",
                    "META-INF/SIG-LIB.JAR",
                    "META-INF/lib/x.jar",
                    "META-INF/INDEX.LIST",
                    "META-INF/deep/X.RSA",
                    "OSGI-OPT/x"
                }) {
            Problem problem = refusal(policy, Jars.with(jar, name, "x", dir.resolve("more.jar")));
            assertThat(problem.code()).as(name).isEqualTo("SORA-3311");
            assertThat(problem.have()).contains(name);
        }
    }

    @Test
    void refusesWhatWasChanged() throws Exception {
        Path jar = signed("dev");
        TrustPolicy policy = trusting("root");
        for (String name : new String[] {SERVICE, "META-INF/versions/17/test/Plain.class"}) {
            Problem problem = refusal(policy, Jars.with(jar, name, "x", dir.resolve("other.jar")));
            assertThat(problem.code()).as(name).isEqualTo("SORA-3312");
            assertThat(problem.have()).contains(name);
        }
        String headers = "Manifest-Version: 1.0\nBundle-SymbolicName: test.evil\n\n";
        Problem manifest =
                refusal(
                        policy,
                        Jars.with(jar, "META-INF/MANIFEST.MF", headers, dir.resolve("m.jar")));
        assertThat(manifest.code()).isIn("SORA-3311", "SORA-3312");
        Path without = Jars.with(jar, "META-INF/SIGNER.SF", null, dir.resolve("without.jar"));
        assertThat(refusal(policy, without).code()).isEqualTo("SORA-3311");
    }

    @Test
    void anEntryTakenOutIsNotNoticed() throws Exception {
        // A limit of jar signatures, stated in docs/trust.md: an allow list has none.
        Path jar = Jars.with(signed("dev"), "test/Plain.class", null, dir.resolve("less.jar"));
        assertThatCode(() -> trusting("root").check(jar)).doesNotThrowAnyException();
    }

    @Test
    void refusesAJarOfWhichEachSignedAPart() throws Exception {
        Path one = signed("dev");
        Path more = Jars.with(one, "test/More.class", "x", dir.resolve("more.jar"));
        Path two = keys.sign(more, "dev", dir.resolve("two.jar"));
        assertThatCode(() -> trusting("root").check(two)).doesNotThrowAnyException();
    }

    @Test
    void theInstallationsOwnPluginsNeedNoSignature() throws Exception {
        Path shipped = Files.createDirectories(dir.resolve("install/plugins"));
        Path jar = Files.copy(plain, shipped.resolve("shipped.jar"));
        TrustPolicy policy = trusting("root");
        assertThatCode(() -> policy.check(jar)).doesNotThrowAnyException();
        Path deeper = Files.createDirectories(shipped.resolve("more"));
        assertThat(refusal(policy, Files.copy(plain, deeper.resolve("x.jar"))).code())
                .isEqualTo("SORA-3311");
        Path around = shipped.resolve("../../x.jar");
        Files.copy(plain, around);
        assertThat(refusal(policy, around).code()).isEqualTo("SORA-3311");
    }

    @Test
    void anIndexIsSignedByTheSame() throws Exception {
        TrustPolicy policy = trusting("root");
        assertThat(policy.wantsSignedIndex()).isTrue();
        assertThatCode(() -> policy.requireSigned(signed("dev"))).doesNotThrowAnyException();
        assertThat(TrustPolicy.open().wantsSignedIndex()).isFalse();
        SoraException thrown =
                catchThrowableOfType(
                        SoraException.class, () -> TrustPolicy.open().requireSigned(signed("dev")));
        assertThat(thrown.problems().get(0).code()).isEqualTo("SORA-3313");
    }

    @Test
    void refusesWhatGoesOnBehindTheEndThatTheDirectoryNames() throws Exception {
        Path jar = signed("dev");
        for (String name : new String[] {SERVICE, "META-INF/MANIFEST.MF", "META-INF/SIGNER.SF"}) {
            String text = Jars.text(jar, name);
            Path grown = Jars.with(jar, name, text + "more\n", dir.resolve("grown.jar"));
            Path lying = Jars.lying(grown, name, text.length(), dir.resolve("lying.jar"));
            Problem problem = refusal(trusting("dev"), lying);
            assertThat(problem.code()).isEqualTo("SORA-3312");
            assertThat(problem.have()).startsWith(name);
        }
    }

    @Test
    void aFolderHoldsNothingThatCouldBeRead() throws Exception {
        Path without = Jars.with(signed("dev"), "test/Plain.class", null, dir.resolve("w.jar"));
        String name = "test/Plain.class/";
        Path with = Jars.with(without, name, "another class", dir.resolve("with.jar"));
        Path lying = Jars.lying(with, name, 0, dir.resolve("lying.jar"));
        SoraException thrown =
                catchThrowableOfType(SoraException.class, () -> trusting("dev").check(lying));
        assertThat(thrown).isNotNull();
        assertThat(thrown.problems()).extracting(Problem::code).containsExactly("SORA-3130");
    }
}
