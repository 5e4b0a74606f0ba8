// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.core.PredictionOptions;
import dev.sora.core.RunEvent;
import dev.sora.core.Sora;
import dev.sora.core.packaging.Lock;
import dev.sora.problem.SoraException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken records end a run, or are skipped, counted and reported. */
final class TestErrorPolicy {

    @TempDir private static Path folder;
    private static Lab lab;

    @BeforeAll
    static void open() {
        lab = new Lab(folder);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static SoraException failure(String out, String... settings) {
        SoraException failure =
                catchThrowableOfType(
                        SoraException.class, () -> lab.train(out, Manifests.POINTS, settings));
        assertThat(failure).isNotNull();
        return failure;
    }

    private record Run(
            Sora.TrainingResult result,
            List<RunEvent.RecordsSkipped> skipped,
            RunEvent.TrainingStarted started) {}

    private static Run run(String out, String... settings) {
        List<RunEvent.RecordsSkipped> skipped = new ArrayList<>();
        List<RunEvent.TrainingStarted> started = new ArrayList<>();
        Sora.TrainingResult result =
                lab.train(
                        out,
                        event -> {
                            if (event instanceof RunEvent.RecordsSkipped some) {
                                skipped.add(some);
                            } else if (event instanceof RunEvent.TrainingStarted start) {
                                started.add(start);
                            }
                        },
                        Manifests.POINTS,
                        settings);
        return new Run(result, skipped, started.get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"data.train.broken=100", "data.train.hole=100"})
    void theFirstBrokenRecordEndsARun(String fault) {
        SoraException failure = failure("fails", fault);

        assertThat(failure.problems()).hasSize(1);
        assertThat(failure.problems().get(0).where()).contains("100");
        assertThat(lab.files("fails")).isEmpty();
    }

    @Test
    void brokenRecordsAreLeftOutCountedAndToldOf() throws Exception {
        Run run =
                run(
                        "skips",
                        "data.train.broken=50",
                        "data.train.hole=7",
                        "data.train.on_error=skip");

        // 240 records: 4 cannot be read, 34 have no kind, 1 of them both
        RunEvent.RecordsSkipped skipped = run.skipped().get(0);
        assertThat(run.skipped()).hasSize(run.skipped().size() > 1 ? 2 : 1);
        long all = run.skipped().stream().mapToLong(RunEvent.RecordsSkipped::records).sum();
        assertThat(all).isEqualTo(4 + 34);
        assertThat(skipped.part()).isEqualTo("train");
        assertThat(skipped.codes()).containsEntry("TRIAL-0001", 4L).containsKey("SORA-4004");
        assertThat(skipped.first()).hasSize(3);
        assertThat(skipped.first().get(0).where()).isEqualTo("points:50");
        RunEvent.TrainingStarted started = run.started();
        assertThat(started.trainingRecords() + started.validationRecords()).isEqualTo(240 - all);
        assertThat(Lock.read(lab.folder("skips/sora.lock")).skipped().get("train"))
                .containsEntry("TRIAL-0001", 4L);
        assertThat(Files.readString(lab.folder("skips/report.html"))).contains("TRIAL-0001");
    }

    @Test
    void leavingBrokenRecordsOutIsLikeNotHavingThem() {
        String whole = "data.validation={type: points, samples: 30, seed: 4}";
        byte[] sound = lab.weights("sound", Manifests.POINTS, whole, "data.train.samples=239");
        byte[] broken =
                lab.weights(
                        "broken",
                        Manifests.POINTS,
                        whole,
                        "data.train.broken=240",
                        "data.train.on_error=skip");

        assertThat(broken).isEqualTo(sound);
    }

    @Test
    void evaluationLeavesTheSameOut() {
        Run run =
                run(
                        "evaluated",
                        "data.train.hole=9",
                        "data.train.on_error=skip",
                        "data.test={fraction: 0.3}");

        assertThat(lab.evaluate(run.result().model()))
                .isEqualTo(run.result().metrics().split("test"));
    }

    @Test
    void tooManyBrokenRecordsEndTheRunAfterAll() {
        SoraException failure =
                failure(
                        "many",
                        "data.train.broken=10",
                        "data.train.on_error=skip",
                        "data.train.max_errors=5");

        assertThat(failure.problems().get(0).code()).isEqualTo("SORA-4008");
        assertThat(failure.problems().get(0).toString()).contains("points:60", "max_errors: 5");
        assertThat(
                        run(
                                        "enough",
                                        "data.train.broken=10",
                                        "data.train.on_error=skip",
                                        "data.train.max_errors=24")
                                .skipped()
                                .get(0)
                                .records())
                .isEqualTo(24);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data.train.broken=1", "data.test.broken=1", "data.test.hole=1"})
    void nothingButBrokenRecordsIsAnError(String fault) {
        String part = fault.substring(0, fault.lastIndexOf('.'));
        SoraException failure = failure("nothing", fault, part + ".on_error=skip");

        assertThat(failure.problems().get(0).code()).isEqualTo("SORA-4009");
    }

    @Test
    void aSourceOfItsOwnMayLeaveOutToo() throws Exception {
        Path model = lab.train("plain", Manifests.POINTS).model();
        Path source = folder.resolve("holes.yaml");
        Files.writeString(source, "{type: points, samples: 90, seed: 2, hole: 90}");
        assertThat(
                        catchThrowableOfType(
                                SoraException.class,
                                () -> lab.runtime().evaluate(model, Optional.of(source), Lab.DEAF)))
                .isNotNull();

        Files.writeString(source, "{type: points, samples: 90, seed: 2, hole: 90, on_error: skip}");
        List<RunEvent> events = new ArrayList<>();
        lab.runtime().evaluate(model, Optional.of(source), events::add);

        assertThat(events)
                .filteredOn(RunEvent.RecordsSkipped.class::isInstance)
                .singleElement()
                .isEqualTo(
                        new RunEvent.RecordsSkipped(
                                "test",
                                1,
                                Map.of("SORA-4004", 1L),
                                ((RunEvent.RecordsSkipped)
                                                events.stream()
                                                        .filter(
                                                                RunEvent.RecordsSkipped.class
                                                                        ::isInstance)
                                                        .findFirst()
                                                        .orElseThrow())
                                        .first()));
    }

    @Test
    void aBrokenRecordGetsALineOfItsOwnWhenItIsPredictedFor() throws Exception {
        StringBuilder table = new StringBuilder("a,b,kind\n");
        for (int i = 0; i < 200; i++) {
            table.append("%d,%d,%s\n".formatted(i % 7, i % 5, i % 7 > 3 ? "high" : "low"));
        }
        Path train = Files.writeString(folder.resolve("train.csv"), table);
        Path model =
                lab.train(
                                "table",
                                """
                                manifest: 1
                                name: table
                                data:
                                  train: {type: csv, path: "%s"}
                                inputs:
                                  figures: {type: number, columns: [a, b]}
                                outputs:
                                  kind: {type: classification, column: kind, from: figures}
                                training: {epochs: 1, batch_size: 32}
                                """
                                        .formatted(train))
                        .model();
        Path input =
                Files.writeString(folder.resolve("new.csv"), "a,b\n1,2\n3,many\n4,5,6,7\n6,1\n");

        List<Map<String, Object>> lines = new ArrayList<>();
        lab.predict(model, input, PredictionOptions.DEFAULT.skippingBroken(), Lab.DEAF, lines::add);

        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).containsKey("label").doesNotContainKey("error");
        assertThat(lines.get(1)).containsKeys("record", "error").doesNotContainKey("label");
        assertThat(lines.get(1).get("error").toString()).contains("many", "new.csv:3");
        assertThat(lines.get(2).get("error").toString()).contains("new.csv:4");
        assertThat(lines.get(3)).containsKey("label").doesNotContainKey("error");
        SoraException failure =
                catchThrowableOfType(
                        SoraException.class, () -> lab.predict(model, input, line -> {}));
        assertThat(failure.problems().get(0).where()).contains("new.csv:");
    }
}
