// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.io.Digests;
import dev.sora.core.plan.Plan;
import dev.sora.spark.LocalSpark;
import dev.sora.spark.ring.RingSecret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What workers refuse before they train, and how a training continues. */
final class TestWorkerChecks {

    private static final WorkerSettings TWO = WorkerSettings.of(2);

    @TempDir private static Path folder;
    private static Trainings trainings;
    private static String manifest;
    private static List<String> plugins;

    @BeforeAll
    static void open() throws Exception {
        trainings = new Trainings(folder);
        manifest = trainings.sora.render(trainings.plan(Trainings.DIGITS));
        plugins = PluginDigests.of(trainings.sora);
    }

    @AfterAll
    static void close() {
        trainings.close();
    }

    private static List<String> codes(List<String> shipped, String digest, String mark) {
        String shared = folder.resolve("checks").toUri().toString();
        try (SharedFolder files = SharedFolder.open(shared, Map.of())) {
            files.write(SparkTraining.MARK, mark);
        }
        WorkerTask.Order order =
                new WorkerTask.Order(
                        manifest,
                        digest,
                        folder.toString(),
                        shipped,
                        TWO,
                        "",
                        "now",
                        RingSecret.random(),
                        shared,
                        new byte[0],
                        Digests.sha256(new byte[0]),
                        Map.of());
        assertThat(order.toString()).doesNotContain("RingSecret");
        return new SparkTraining(LocalSpark.context(), trainings.sora, TWO)
                .submit(order).stream().map(outcome -> outcome.problems().get(0).code()).toList();
    }

    @Test
    void otherPluginsThanThoseOfTheDriver() {
        assertThat(plugins).anyMatch(one -> one.matches("standard 0\\.3\\.0 [0-9a-f]{64}"));
        List<String> others =
                plugins.stream().map(one -> one.replace("standard 0", "standard 1")).toList();

        assertThat(codes(others, Digests.sha256(manifest), "now"))
                .containsExactly("SORA-7007", "SORA-7007");
    }

    @Test
    void anotherManifestThanThatOfTheDriver() {
        assertThat(codes(plugins, Digests.sha256(manifest + " "), "now"))
                .containsExactly("SORA-7008", "SORA-7008");
    }

    @Test
    void aFolderThatIsNotThatOfTheDriver() {
        assertThat(codes(plugins, Digests.sha256(manifest), "before"))
                .containsExactly("SORA-7009", "SORA-7009");
    }

    /** A training that was stopped between two epochs is that of one that was not. */
    @Test
    void aTrainingContinuesFromTheSharedFolder() throws Exception {
        Path whole = trainings.onSpark("whole", TWO, Trainings.DIGITS);
        Plan half = trainings.plan(Trainings.DIGITS, "training.epochs=1");
        trainings.run("half", TWO, false, half);
        Plan plan = trainings.plan(Trainings.DIGITS);

        assertThatThrownBy(() -> trainings.run("half", WorkerSettings.of(3), true, plan))
                .hasMessageContaining("SORA-7010")
                .hasMessageContaining("workers 2");
        Path settings = trainings.checkpoints("half").resolve(SparkTraining.SETTINGS);
        String identity = Files.readString(settings);
        Files.delete(settings);
        assertThatThrownBy(() -> trainings.run("half", TWO, true, plan))
                .hasMessageContaining("SORA-7010")
                .hasMessageContaining("without workers");
        Files.writeString(settings, identity);
        // one process continues in the same folder, as it does by default
        Path single = trainings.alone("single", Trainings.DIGITS).resolve("checkpoints");
        Path later = trainings.checkpoints("half").resolve("epoch-0002.ckpt");
        Files.copy(single.resolve("epoch-0002.ckpt"), later);
        assertThatThrownBy(() -> trainings.run("half", TWO, true, plan))
                .hasMessageContaining("SORA-7010")
                .hasMessageContaining("without workers");
        Files.delete(later);
        // a training that its workers refuse leaves everything as it was
        assertThatThrownBy(
                        () ->
                                trainings.run(
                                        "half",
                                        WorkerSettings.of(4),
                                        false,
                                        trainings.plan(
                                                Trainings.DIGITS.replaceAll(
                                                        "(?s)particles:.*?outputs:",
                                                        TestDividedTraining.NORM + "outputs:"),
                                                "training.batch_size=7")))
                .hasMessageContaining("SORA-2304");
        assertThat(folder.resolve("half/model.sora")).exists();
        assertThat(trainings.checkpoints("half").resolve("epoch-0001.ckpt")).exists();
        trainings.run("half", TWO, true, plan);

        assertThat(Trainings.weights(folder.resolve("half"))).isEqualTo(Trainings.weights(whole));
    }

    /** A user cancels the job, for example in the pages of Spark. */
    @Test
    void aCancelledTrainingIsNotBegunAgain() throws Exception {
        Plan plan = trainings.plan(Trainings.DIGITS, "training.epochs=100000");
        CompletableFuture<SparkResult> training =
                CompletableFuture.supplyAsync(() -> trainings.run("long", TWO, false, plan));
        while (!Files.exists(trainings.checkpoints("long").resolve(SparkTraining.TRAINING))) {
            assertThat(training).isNotDone();
            Thread.sleep(20);
        }
        LocalSpark.context().cancelAllJobs();

        assertThatThrownBy(training::join).hasRootCauseInstanceOf(InterruptedRunException.class);
    }
}
