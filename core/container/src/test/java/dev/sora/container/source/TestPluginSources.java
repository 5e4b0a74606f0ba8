// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.container.trust.TrustPolicy;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TestPluginSources {

    @TempDir private Path dir;

    private List<Candidate> find(String word) {
        return new PluginSources(
                        dir,
                        () -> new LocalRepository(dir.resolve("repository")),
                        new Indexes(List.of(), TrustPolicy.open()))
                .find(word, () -> dir);
    }

    private Problem refusal(String word) {
        SoraException thrown = catchThrowableOfType(SoraException.class, () -> find(word));
        assertThat(thrown).isNotNull();
        return thrown.problems().get(0);
    }

    private Path artifact(String version) throws IOException {
        Path folder = dir.resolve("repository/org/acme/squeeze").resolve(version);
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve("squeeze-" + version + ".jar"), version);
    }

    @Test
    void takesAJarAndTheJarsOfAFolder() throws IOException {
        Path target = Files.createDirectory(dir.resolve("target"));
        Path jar = Files.writeString(target.resolve("a-1.0.jar"), "");
        Files.writeString(target.resolve("a-1.0-sources.jar"), "");
        Files.writeString(target.resolve("a-1.0-javadoc.jar"), "");
        Files.writeString(target.resolve("notes.txt"), "");
        Files.writeString(target.resolve("index.jar"), "");
        assertThat(find("target/a-1.0.jar")).containsExactly(new Candidate(jar, jar.toString()));
        assertThat(find("target")).extracting(Candidate::jar).containsExactly(jar);
        assertThat(find(target.toString())).hasSize(1);
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        Files.createDirectory(dir.resolve("empty"));
        Files.writeString(dir.resolve("squeeze-1.0.jar"), "");
        assertThat(refusal("./empty").code()).isEqualTo("SORA-3211");
        assertThat(refusal("squeze-1.0.jar"))
                .extracting(Problem::code, Problem::fix)
                .containsExactly("SORA-3210", "did you mean 'squeeze-1.0.jar'?");
        assertThat(refusal("nowhere/at/all.jar").code()).isEqualTo("SORA-3210");
        assertThat(refusal("").code()).isEqualTo("SORA-3210");
        assertThat(refusal("").fix()).isNotEmpty();
        assertThat(refusal("https://example.org/x.jar").code()).isEqualTo("SORA-3212");
        assertThat(refusal("squeeze").code()).isEqualTo("SORA-3213");
        assertThat(refusal("squeeze@new").code()).isEqualTo("SORA-3212");
    }

    @Test
    void findsArtifactsAndTheNewestRelease() throws IOException {
        artifact("1.2.0");
        artifact("1.10.0-rc1");
        artifact("2.0.0-SNAPSHOT");
        Path newest = artifact("1.10.0");
        Files.createDirectories(dir.resolve("repository/org/acme/squeeze/3.0.0"));
        assertThat(find("org.acme:squeeze"))
                .containsExactly(new Candidate(newest, "org.acme:squeeze:1.10.0"));
        assertThat(find("org.acme:squeeze:2.0.0-SNAPSHOT")).hasSize(1);
        assertThat(refusal("org.acme:squeeze:1.3.0"))
                .extracting(Problem::code, Problem::have)
                .containsExactly("SORA-3504", "1.2.0, 1.10.0, 1.10.0-rc1, 2.0.0-SNAPSHOT");
        assertThat(refusal("org.acme:squeze"))
                .extracting(Problem::code, Problem::fix)
                .containsExactly("SORA-3503", "did you mean 'org.acme:squeeze'?");
    }

    @Test
    void namesTheVersionWhereThereIsNoRelease() throws IOException {
        assertThat(refusal("org.acme:squeeze").code()).isEqualTo("SORA-3502");
        artifact("2.0.0-SNAPSHOT");
        assertThat(refusal("org.acme:squeeze"))
                .extracting(Problem::code, Problem::fix)
                .containsExactly("SORA-3505", "name the version: org.acme:squeeze:2.0.0-SNAPSHOT");
        artifact("2.0.0-beta1");
        assertThat(find("org.acme:squeeze").get(0).origin()).endsWith(":2.0.0-beta1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.acme:..",
                "org.acme:squeeze:..",
                "..:x:1",
                "org..acme:squeeze",
                "a:b:c:d",
                ":squeeze",
                "org.acme:",
                "org.acme.:squeeze",
                "org.acme:squ\u0000eeze"
            })
    void letsNoCoordinateOutOfTheRepository(String word) throws IOException {
        artifact("1.0.0");
        assertThat(refusal(word).code()).isEqualTo("SORA-3501");
    }
}
