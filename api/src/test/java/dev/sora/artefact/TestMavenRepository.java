// SPDX-License-Identifier: Apache-2.0
package dev.sora.artefact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestMavenRepository {

    @TempDir private Path dir;

    @Test
    void readsTheRepositoryFromTheSettingsOfMaven() throws IOException {
        Path maven = Files.createDirectory(dir.resolve(".m2"));
        assertThat(MavenRepository.of(dir, Map.of())).isEqualTo(maven.resolve("repository"));
        Path settings = maven.resolve("settings.xml");
        Files.writeString(
                settings,
                "<settings><profiles><localRepository>no</localRepository></profiles>"
                        + "<localRepository>${env.PLACE}/jars</localRepository></settings>");
        assertThat(MavenRepository.of(dir, Map.of("PLACE", "/data")))
                .isEqualTo(Path.of("/data/jars"));
        Files.writeString(
                settings,
                "<!DOCTYPE s [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                        + "<settings><localRepository>&x;</localRepository></settings>");
        assertThat(MavenRepository.of(dir, Map.of())).isEqualTo(maven.resolve("repository"));
        Files.writeString(settings, "nonsense");
        assertThat(MavenRepository.of(dir, Map.of())).isEqualTo(maven.resolve("repository"));
    }
}
