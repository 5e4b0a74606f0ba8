// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.RunEvent;
import dev.sora.core.Sora;
import dev.sora.core.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training from drawn digits to its output files. */
final class TestTrainingFiles {

    @TempDir private static Path folder;
    private static Lab lab;
    private static Sora.TrainingResult result;
    private static final List<RunEvent> EVENTS = new ArrayList<>();

    @BeforeAll
    static void train() {
        lab = new Lab(folder);
        result = lab.train("out", EVENTS::add, Manifests.DIGITS);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @Test
    void learns() {
        assertThat(result.metrics().get("test", "digit", "accuracy"))
                .isGreaterThan(0.8)
                .isLessThanOrEqualTo(1);
    }

    @Test
    void leavesEveryFileAndNothingElse() {
        assertThat(lab.files("out"))
                .containsExactly(
                        "checkpoints/epoch-0002.ckpt",
                        "checkpoints/epoch-0003.ckpt",
                        "history.csv",
                        "metrics.json",
                        "model.sora",
                        "report.html",
                        "sora.lock");
        assertThat(result.files()).allMatch(Files::isRegularFile).contains(result.model());
    }

    @Test
    void writesMetricsByPartOutputAndName() throws Exception {
        Map<String, Object> metrics =
                Json.readObject(Files.readString(lab.folder("out/metrics.json")), "metrics.json");

        assertThat(metrics).containsOnlyKeys("train", "validation", "test");
        for (String part : metrics.keySet()) {
            Map<?, ?> digit = (Map<?, ?>) ((Map<?, ?>) metrics.get(part)).get("digit");
            assertThat(digit.get("loss")).as(part).isInstanceOf(Double.class);
            assertThat(digit.get("accuracy") != null).as(part).isEqualTo(!part.equals("train"));
            assertThat(result.metrics().of(part, "digit")).as(part).isEqualTo(digit);
        }
    }

    @Test
    void writesAHistoryOfEveryEpoch() throws Exception {
        List<String> lines = Files.readAllLines(lab.folder("out/history.csv"));

        assertThat(lines).hasSize(4);
        assertThat(lines.get(0).split(",")).contains("epoch", "loss", "val_loss", "val_accuracy");
        assertThat(lines.get(3)).startsWith("3,");
    }

    @Test
    void writesAReportOfTheRun() throws Exception {
        String report = Files.readString(lab.folder("out/report.html"));

        assertThat(report).contains("small-digits", "stem", "deep", "view", "whole", "digit");
        assertThat(report).doesNotContain("http://cdn", "https://cdn");
    }

    @Test
    void saysWhatHappensInItsOrder() {
        assertThat(EVENTS.stream().filter(RunEvent.PhaseStarted.class::isInstance))
                .extracting(event -> ((RunEvent.PhaseStarted) event).phase())
                .containsSubsequence(
                        "read", "fit", "encode", "engine", "train", "evaluate", "save");
        assertThat(EVENTS.stream().filter(RunEvent.EpochEnded.class::isInstance)).hasSize(3);
        assertThat(EVENTS.stream().filter(RunEvent.CheckpointSaved.class::isInstance)).hasSize(3);
        assertThat(EVENTS.stream().filter(RunEvent.FileWritten.class::isInstance)).hasSize(5);
        RunEvent.TrainingStarted started =
                EVENTS.stream()
                        .filter(RunEvent.TrainingStarted.class::isInstance)
                        .map(RunEvent.TrainingStarted.class::cast)
                        .findFirst()
                        .orElseThrow();
        assertThat(started.trainingRecords()).isEqualTo(1080);
        assertThat(started.validationRecords()).isEqualTo(120);
        assertThat(started.testRecords()).isEqualTo(300);
        assertThat(started.stepsPerEpoch()).isEqualTo(34);
    }

    @Test
    void trainsAgainIntoTheSameFolder() {
        Lab.weights(lab.train("again", Manifests.POINTS).model());

        Sora.TrainingResult second = lab.train("again", Manifests.POINTS, "training.epochs=1");

        assertThat(lab.files("again")).contains("checkpoints/epoch-0001.ckpt");
        assertThat(lab.files("again")).doesNotContain("checkpoints/epoch-0003.ckpt");
        assertThat(lab.evaluate(second.model())).isEqualTo(second.metrics().split("test"));
    }
}
