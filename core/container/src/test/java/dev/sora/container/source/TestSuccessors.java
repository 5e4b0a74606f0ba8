// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.container.store.InstalledPlugin;
import dev.sora.container.trust.TrustPolicy;
import dev.sora.core.io.Digests;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestSuccessors {

    @TempDir private Path dir;

    private String place;

    @BeforeEach
    void writeAnIndex() throws IOException {
        Path folder = Files.createDirectory(dir.resolve("index"));
        place = folder.toString();
        StringBuilder plugins = new StringBuilder();
        for (String version : List.of("1.0.0", "1.10.0", "1.9.0")) {
            String file = "squeeze-" + version + ".jar";
            Files.writeString(folder.resolve(file), version);
            plugins.append(plugins.isEmpty() ? "" : ",")
                    .append(
                            """
                            {"name": "squeeze", "version": "%s", "summary": "Squeezes.",
                            "types": ["particle squeeze"], "file": "%s", "size": %d,
                            "sha256": "%s"}
                            """
                                    .formatted(
                                            version,
                                            file,
                                            version.length(),
                                            Digests.sha256(version)));
        }
        Files.writeString(
                folder.resolve("index.json"), "{\"index\": 1, \"plugins\": [" + plugins + "]}");
    }

    private Indexes indexes(String... places) {
        return new Indexes(List.of(places), TrustPolicy.open());
    }

    private Successors successors(Indexes indexes, String version, String origin) {
        InstalledPlugin plugin =
                new InstalledPlugin(
                        "squeeze",
                        version,
                        "b",
                        "f.jar",
                        Digests.sha256(version),
                        1,
                        1,
                        origin,
                        "");
        return new Successors(
                List.of(plugin), indexes, () -> new LocalRepository(dir.resolve("repository")));
    }

    private Path folder() {
        try {
            return Files.createTempDirectory(dir, "fetched");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void takesTheNewestOfAnIndex() {
        Indexes indexes = indexes(place);
        assertThat(indexes.newest("squeeze", Optional.empty()).orElseThrow().entry().version())
                .isEqualTo("1.10.0");
        Candidate found =
                successors(indexes, "1.9.0", "by hand").of("squeeze", this::folder).get(0);
        assertThat(found.jar()).hasContent("1.10.0");
        assertThat(found.origin()).isEqualTo("squeeze@1.10.0 in " + place);
        assertThat(successors(indexes, "1.0.0", "by hand").all(this::folder)).hasSize(1);
        assertThat(successors(indexes, "1.10.0", "by hand").all(this::folder)).isEmpty();
        assertThat(successors(indexes, "1.10.0", "by hand").of("squeeze", this::folder)).isEmpty();
        assertThat(successors(indexes, "2.0.0", "by hand").all(this::folder)).isEmpty();
    }

    @Test
    void findsNamesInIndexes() {
        PluginSources sources =
                new PluginSources(
                        dir, () -> new LocalRepository(dir.resolve("repository")), indexes(place));
        assertThat(sources.find("squeeze", this::folder).get(0).jar()).hasContent("1.10.0");
        assertThat(sources.find("squeeze@1.9", this::folder).get(0).jar()).hasContent("1.9.0");
        assertThat(sources.find("squeeze@[1.0,1.9)", this::folder).get(0).jar())
                .hasContent("1.0.0");
        SoraException missing =
                catchThrowableOfType(
                        SoraException.class, () -> sources.find("squeeze@3", this::folder));
        assertThat(missing.problems().get(0).have()).isEqualTo("1.0.0, 1.9.0, 1.10.0");
        SoraException misspelt =
                catchThrowableOfType(
                        SoraException.class, () -> sources.find("squeze", this::folder));
        assertThat(misspelt.problems().get(0).fix()).isEqualTo("did you mean 'squeeze'?");
    }

    @Test
    void asksWhereItCameFromOtherwise() throws IOException {
        Path jar = Files.writeString(dir.resolve("squeeze.jar"), "built anew");
        assertThat(successors(indexes(), "1.0.0", jar.toString()).of("squeeze", this::folder))
                .containsExactly(new Candidate(jar, jar.toString()));
        Path folder = dir.resolve("repository/org/acme/squeeze/1.1.0");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("squeeze-1.1.0.jar"), "");
        String origin = "org.acme:squeeze:1.0.0";
        assertThat(successors(indexes(), "1.0.0", origin).of("squeeze", this::folder))
                .extracting(Candidate::origin)
                .containsExactly("org.acme:squeeze:1.1.0");
        assertThat(successors(indexes(), "1.2.0", origin).of("squeeze", this::folder)).isEmpty();
        SoraException nobody =
                catchThrowableOfType(
                        SoraException.class,
                        () ->
                                successors(indexes(), "1.0.0", "a letter")
                                        .of("squeeze", this::folder));
        assertThat(nobody.problems().get(0).code()).isEqualTo("SORA-3218");
    }
}
