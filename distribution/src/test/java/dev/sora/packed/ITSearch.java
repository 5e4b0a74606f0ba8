// SPDX-License-Identifier: Apache-2.0
package dev.sora.packed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A search with the distribution only: its trials are real trainings in processes of their own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "bin/sora is a script for POSIX shells")
final class ITSearch {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path QUICK =
            Path.of("..", "examples", "search", "quick.yaml").toAbsolutePath().normalize();

    @TempDir private Path dir;

    /**
     * One search, killed in the midst of a trial and continued: processes are what takes time here,
     * so one search shows all of it.
     */
    @Test
    void goesOnAfterItWasKilledAndLeavesTheBestModel() throws Exception {
        Packed packed = new Packed(dir);
        Path log = dir.resolve("log");
        Process killed =
                packed.start(
                        dir.resolve("first"), log, "search", QUICK.toString(), "--out", "found");
        Path journal = dir.resolve("found/journal.jsonl");
        while (killed.isAlive() && !holds(journal, "\"trial\":1,\"start\"")) {
            Thread.sleep(50);
        }
        long[] children = killed.descendants().mapToLong(ProcessHandle::pid).toArray();
        killed.destroyForcibly().waitFor();
        for (long child : children) {
            // a child ends by itself, because its input ends
            ProcessHandle.of(child)
                    .ifPresent(handle -> handle.onExit().orTimeout(60, TimeUnit.SECONDS).join());
        }

        Packed.Outcome outcome =
                packed.run("search", QUICK.toString(), "--out", "found", "--resume", "--json");

        assertThat(outcome.status()).as(outcome.err()).isZero();
        JsonNode result = JSON.readTree(outcome.out());
        assertThat(result.get("trials")).hasSize(3);
        assertThat(result.get("trials")).allMatch(t -> t.get("state").asText().equals("complete"));
        assertThat(Files.readString(journal)).containsOnlyOnce("\"trial\":1,\"start\"");
        assertThat(result.at("/test/digit/accuracy").isNumber()).isTrue();
        int best = result.at("/best/trial").asInt();
        double most = 0;
        for (JsonNode trial : result.get("trials")) {
            most = Math.max(most, trial.at("/goals/val_accuracy").asDouble());
        }
        // of an accuracy the highest is the best; the metric says so, not the search
        assertThat(result.at("/best/goals/val_accuracy").asDouble()).isEqualTo(most);
        for (int trial = 0; trial < 3; trial++) {
            JsonNode trained =
                    JSON.readTree(
                            dir.resolve("found/trials/000%d/metrics.json".formatted(trial))
                                    .toFile());
            // the goal is that of the model that is left, and the test data were measured once
            assertThat(trained.at("/validation/digit/accuracy").asDouble())
                    .isEqualTo(
                            result.at("/trials/%d/goals/val_accuracy".formatted(trial)).asDouble());
            assertThat(trained.has("test")).isEqualTo(trial == best);
        }
        Packed.Outcome again = packed.run("train", "found/best.yaml", "--out", "again", "--json");
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(weights("again/model.sora")).isEqualTo(weights("found/best.sora"));
    }

    private static boolean holds(Path file, String text) throws IOException {
        return Files.exists(file) && Files.readString(file).contains(text);
    }

    private byte[] weights(String model) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(dir.resolve(model));
                Stream<Path> files = Files.walk(zip.getPath("/"))) {
            return Files.readAllBytes(
                    files.filter(file -> file.toString().endsWith(".safetensors"))
                            .findFirst()
                            .orElseThrow());
        }
    }
}
