// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The workflow of a plugin author, with the artifacts of this build and nothing else of Sora. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the road is a script for a Unix shell")
final class TestThirdParty {

    private static final Path EXAMPLES =
            Path.of(System.getProperty("sora.examples", "")).toAbsolutePath();

    @Test
    @Timeout(value = 25, unit = TimeUnit.MINUTES)
    void leadsFromTheArchetypeToTrainedModels() throws IOException, InterruptedException {
        ProcessBuilder road =
                new ProcessBuilder("bash", EXAMPLES + "/third-party-particle/road.sh")
                        .redirectErrorStream(true);
        road.environment()
                .put("SORA_MAVEN_REPOSITORY", System.getProperty("sora.maven.repository"));
        road.environment()
                .put("SORA_NATIVES", Path.of(System.getProperty("DJL_CACHE_DIR")).toString());
        if ("offline=true".equals(System.getProperty("sora.maven.offline"))) {
            road.environment().put("SORA_OFFLINE", "1");
        }
        Process process = road.start();
        process.getOutputStream().close();

        String said;
        try (InputStream out = process.getInputStream()) {
            said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroy();
        }

        // The log of the build shows which step took the time.
        System.out.print(said);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
