// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.embedded.EmbeddedSora;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users of other libraries for the JVM reported, with Sora. */
final class TestEmbeddedReports {

    @TempDir private static Path folder;
    private static Path model;
    private static List<Map<String, Map<String, Object>>> expected;

    @BeforeAll
    static void train() {
        try (EmbeddedSora sora = EmbeddingLab.flat().build()) {
            model = EmbeddingLab.train(sora, folder.resolve("alone")).model();
            expected = EmbeddingLab.answers(sora, model);
        }
    }

    /** deeplearning4j/deeplearning4j issue 2366: networks trained at the same time differ. */
    @Test
    void trainsTheSameModelWhileAnotherTrainingRuns() {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (EmbeddedSora one = EmbeddingLab.flat().build();
                EmbeddedSora two = EmbeddingLab.isolated().build()) {
            List<CompletableFuture<Path>> runs =
                    List.of(
                            CompletableFuture.supplyAsync(
                                    () -> EmbeddingLab.train(one, folder.resolve("one")).model(),
                                    pool),
                            CompletableFuture.supplyAsync(
                                    () -> EmbeddingLab.train(two, folder.resolve("two")).model(),
                                    pool));
            for (CompletableFuture<Path> run : runs) {
                assertThat(EmbeddingLab.answers(one, run.join())).isEqualTo(expected);
            }
        } finally {
            pool.shutdown();
        }
    }

    /** microsoft/onnxruntime pull request 2938: closing one environment closed all of them. */
    @Test
    void keepsAnInstanceOpenWhenAnotherIsClosed() {
        try (EmbeddedSora stays = EmbeddingLab.flat().build();
                Model opened = stays.open(model)) {
            for (int i = 0; i < 2; i++) {
                try (EmbeddedSora other = EmbeddingLab.isolated().build()) {
                    assertThat(EmbeddingLab.answers(other, model)).isEqualTo(expected);
                }
                assertThat(opened.predict(EmbeddingLab.questions()))
                        .extracting(Prediction::outputs)
                        .isEqualTo(expected);
            }
        }
    }

    /**
     * microsoft/onnxruntime issue 31352: a shutdown hook frees what threads still use, and the
     * process crashes. spring-projects/spring-ai issue 836: threads of a pool, without a context
     * class loader, do not find the engine.
     */
    @Test
    void endsAProcessWhoseThreadsPredict() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-DDJL_CACHE_DIR=" + System.getProperty("DJL_CACHE_DIR"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                ExitingApplication.class.getName(),
                                model.toString())
                        .directory(Files.createDirectory(folder.resolve("exit")).toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("exit.txt").toFile())
                        .start();

        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();

        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("exit.txt")))
                .isEqualTo(ExitingApplication.STATUS);
        assertThat(folder.resolve("exit")).isEmptyDirectory();
    }
}
