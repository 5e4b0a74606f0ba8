// SPDX-License-Identifier: Apache-2.0
package dev.sora.packed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One process updates a plugin while another trains with it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "bin/sora is a script for POSIX shells")
final class ITSharedHome {

    @TempDir private Path dir;

    @Test
    void aTrainingEndsWithThePluginItBeganWith() throws Exception {
        Packed packed = new Packed(dir);
        Files.writeString(dir.resolve("shaded.yaml"), LiveBench.MANIFEST);
        LiveBench.writePoints(dir.resolve("points.csv"), 1_000);
        plugin(packed, "install", ParticleJar.write(dir, "1.0.0", "0.5"));
        Path first = store().get(0);
        byte[] content = Files.readAllBytes(jar(first));
        finish(start(packed, "undisturbed"), "undisturbed");

        Process training = start(packed, "disturbed");
        try {
            await(() -> Files.readString(dir.resolve("disturbed.err")).contains("epoch 2/"));
            // The training must not end before the update, on a fast machine either.
            signal(training, "-STOP");
            plugin(packed, "update", ParticleJar.write(dir, "1.1.0", "2.0"));
            assertThat(store()).hasSize(2).contains(first);
            assertThat(Files.readAllBytes(jar(first))).isEqualTo(content);
            assertThat(training.isAlive()).isTrue();
            signal(training, "-CONT");
            finish(training, "disturbed");
        } finally {
            signal(training, "-CONT");
            training.destroy();
        }
        assertThat(weights("disturbed")).isEqualTo(weights("undisturbed"));
        assertThat(lock("disturbed")).contains("1.0.0").doesNotContain("1.1.0");

        finish(start(packed, "next"), "next");
        assertThat(lock("next")).contains("1.1.0").doesNotContain("1.0.0");
        assertThat(weights("next")).isNotEqualTo(weights("undisturbed"));
        plugin(packed, "update", ParticleJar.write(dir, "1.2.0", "4.0"));
        assertThat(store()).hasSize(1).doesNotContain(first);
    }

    private Process start(Packed packed, String name) throws IOException {
        return packed.start(
                dir.resolve(name + ".out"),
                dir.resolve(name + ".err"),
                "train",
                dir.resolve("shaded.yaml").toString(),
                "--set",
                "training.epochs=12",
                "--out",
                dir.resolve(name).toString());
    }

    private void finish(Process training, String name) throws Exception {
        assertThat(training.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(training.exitValue()).as(Files.readString(dir.resolve(name + ".err"))).isZero();
    }

    private static void plugin(Packed packed, String verb, Path jar) throws Exception {
        Packed.Outcome outcome = packed.run("plugin", verb, jar.toString());
        assertThat(outcome.status()).as(outcome.err()).isZero();
    }

    private static void signal(Process process, String signal) throws Exception {
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    }

    private byte[] weights(String run) {
        return LiveBench.weights(dir.resolve(run).resolve("model.sora"));
    }

    /** Returns the entry of the particle's plugin in the lock of a run. */
    private String lock(String run) throws IOException {
        String text = Files.readString(dir.resolve(run).resolve("sora.lock"));
        int shade = text.indexOf("shade");
        return text.substring(shade, Math.min(text.length(), shade + 120));
    }

    private List<Path> store() throws IOException {
        try (Stream<Path> found = Files.list(dir.resolve("home/plugins/store"))) {
            return found.toList();
        }
    }

    private static Path jar(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.findFirst().orElseThrow();
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws Exception {
        Instant end = Instant.now().plus(Duration.ofMinutes(3));
        while (!condition.holds()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(20);
        }
    }
}
