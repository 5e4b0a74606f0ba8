// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.Model;
import dev.sora.core.Sora;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows of series through the whole of Sora: plans, trainings, packages, predictions. */
final class TestForecasting {

    private static final int STEPS = 240;
    private static final int HORIZON = 3;
    private static final LocalDateTime BEGIN = LocalDateTime.of(2024, 1, 1, 0, 0);

    private static final String MANIFEST =
            """
            manifest: 1
            name: waves
            data:
              train: {type: csv, path: waves.csv}
              derive:
                type: windows
                time: hour
                target: height
                history: 12
                horizon: 3
                validation_from: 2024-01-06
                test_from: 2024-01-08
            inputs:
              past: {type: series, column: height, returns: vector}
            particles:
              hidden: {type: dense, from: past, units: 16, activation: tanh}
            outputs:
              next: {type: forecast, from: [hidden, past], column: height_next, history: height, season: 12}
            training:
              optimiser: {type: adam, learning_rate: 0.01}
              epochs: 12
              batch_size: 16
            """;

    @TempDir private static Path folder;
    private static Lab lab;
    private static Sora.TrainingResult result;

    @BeforeAll
    static void train() throws IOException {
        lab = new Lab(folder);
        Files.writeString(folder.resolve("waves.csv"), waves(0, STEPS, 0));
        result = lab.train("waves", MANIFEST);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static double height(int hour) {
        return 100 + 10 * Math.sin(2 * Math.PI * hour / 12.0) + 0.01 * hour;
    }

    /** Returns rows of a wave; those of the test are higher by some number. */
    private static String waves(int from, int to, double more) {
        StringBuilder rows = new StringBuilder("hour,height,level\n");
        for (int i = from; i < to; i++) {
            LocalDateTime time = BEGIN.plusHours(i);
            boolean test = !time.isBefore(LocalDateTime.of(2024, 1, 8, 0, 0));
            rows.append(
                    "%s,%s,%d%n".formatted(time, height(i) + (test ? more * (i % 5) : 0), i % 7));
        }
        return rows.toString();
    }

    @Test
    void learnsTheSeason() {
        assertThat(result.metrics().get("test", "next", "mae")).isLessThan(3);
        assertThat(result.metrics().get("validation", "next", "mae")).isLessThan(3);
        assertThat(lab.evaluate(result.model())).isEqualTo(result.metrics().split("test"));
    }

    /** Reported for darts: the scale was fitted on the whole series. */
    @Test
    void valuesOfTheTestDoNotReachTheWeights() throws IOException {
        Path file = folder.resolve("waves.csv");
        String[] overrides = {
            "inputs.past.scale=series", "training.epochs=1", "outputs.next.season=1"
        };
        byte[] weights = lab.weights("values", MANIFEST, overrides);
        Files.writeString(file, waves(0, STEPS, 50));
        byte[] others = lab.weights("other-values", MANIFEST, overrides);
        Files.writeString(file, waves(0, STEPS, 0));

        assertThat(others).isEqualTo(weights);
    }

    @Test
    void continuesAfterTheLastRow() throws IOException {
        Path file = folder.resolve("newest.csv");
        Files.writeString(file, waves(STEPS - 20, STEPS, 0));
        List<Map<String, Object>> lines = new ArrayList<>();
        lab.predict(result.model(), file, lines::add);

        assertThat(lines).hasSize(1);
        List<?> forecast = (List<?>) lines.get(0).get("forecast");
        assertThat(forecast).hasSize(HORIZON);
        for (int i = 0; i < HORIZON; i++) {
            Map<?, ?> step = (Map<?, ?>) forecast.get(i);
            assertThat(((Number) step.get("step")).intValue()).isEqualTo(i + 1);
            assertThat(step.get("time")).isEqualTo(BEGIN.plusHours(STEPS + i).toString());
            double value = ((Number) step.get("value")).doubleValue();
            assertThat(value).isCloseTo(height(STEPS + i), within(6.0));
            Map<?, ?> quantiles = (Map<?, ?>) step.get("quantiles");
            assertThat(((Number) quantiles.get("0.1")).doubleValue()).isLessThanOrEqualTo(value);
            assertThat(((Number) quantiles.get("0.9")).doubleValue()).isGreaterThanOrEqualTo(value);
        }
    }

    /** Reported for gluonts and neuralforecast: a lower quantile was above a higher one. */
    @Test
    void quantilesDoNotCross() {
        Path untrained =
                lab.train(
                                "untrained",
                                MANIFEST,
                                "training.epochs=1",
                                "training.optimiser.learning_rate=1e-9",
                                "outputs.next.quantiles=[0.1, 0.3, 0.5, 0.7, 0.9]")
                        .model();
        try (Model model = lab.runtime().open(untrained)) {
            float[] history = new float[12];
            for (int i = 0; i < 12; i++) {
                history[i] = (float) height(i);
            }
            var answer = model.predict(List.of(Map.of("height", history))).get(0);

            for (Object each : (List<?>) answer.outputs().get("next").get("forecast")) {
                Map<?, ?> step = (Map<?, ?>) each;
                List<Double> quantiles =
                        ((Map<?, ?>) step.get("quantiles"))
                                .values().stream().map(Double.class::cast).toList();
                assertThat(quantiles).hasSize(5).isSorted();
            }
        }
    }

    @Test
    void aProgramGivesWindows() {
        float[] history = new float[12];
        for (int i = 0; i < 12; i++) {
            history[i] = (float) height(STEPS - 12 + i);
        }
        try (Model model = lab.runtime().open(result.model())) {
            var answers = model.predict(List.of(Map.of("height", history)));
            List<?> forecast = (List<?>) answers.get(0).outputs().get("next").get("forecast");

            Map<?, ?> first = (Map<?, ?>) forecast.get(0);
            assertThat(((Number) first.get("value")).doubleValue())
                    .isCloseTo(height(STEPS), within(6.0));
            assertThat(first.containsKey("time")).isFalse();
        }
    }

    @Test
    void refusesRowsOfOtherSteps() throws IOException {
        Path file = folder.resolve("daily.csv");
        StringBuilder rows = new StringBuilder("hour,height\n");
        for (int i = 0; i < 14; i++) {
            rows.append("%s,%d%n".formatted(BEGIN.plusDays(i), i));
        }
        Files.writeString(file, rows.toString());

        assertThatThrownBy(() -> lab.predict(result.model(), file, line -> {}))
                .hasMessageContaining("SORA-4644");
    }

    @Test
    void refusesPartsThatWouldOverlap() {
        assertThatThrownBy(() -> lab.plan(MANIFEST, "data.test={fraction: 0.2}"))
                .hasMessageContaining("SORA-2333");
        assertThatThrownBy(() -> lab.plan(MANIFEST, "data.validation={type: csv, path: waves.csv}"))
                .hasMessageContaining("SORA-2333");
    }

    @Test
    void findsColumnsThatRowsOrWindowsDoNotHave() {
        assertThatThrownBy(() -> lab.plan(MANIFEST, "data.derive.target=depth"))
                .hasMessageContaining("SORA-2401")
                .hasMessageContaining("hour, height");
        assertThatThrownBy(() -> lab.plan(MANIFEST, "inputs.past.column=heigt"))
                .hasMessageContaining("SORA-2401")
                .hasMessageContaining("did you mean 'height'?");
    }

    /** The scale of another column would give wrong values, in silence. */
    @Test
    void refusesTheScaleOfAnotherColumn() {
        assertThatThrownBy(
                        () ->
                                lab.plan(
                                        MANIFEST,
                                        "data.derive.past=[level]",
                                        "inputs.past.column=level"))
                .hasMessageContaining("needs  the scale of 'height'")
                .hasMessageContaining("'level'");
        assertThatThrownBy(() -> lab.plan(MANIFEST, "outputs.next.history=height_next"))
                .hasMessageContaining("SORA-2350")
                .hasMessageContaining("'height_next_next'");
    }

    /** Windows that are read again for each pass are the same. */
    @Test
    void givesTheSameWeightsWithoutMemory() {
        assertThat(lab.weights("streamed", MANIFEST, "data.memory=1", "training.epochs=1"))
                .isEqualTo(lab.weights("held", MANIFEST, "training.epochs=1"));
    }

    @Test
    void namesTheRowOutOfOrder() throws IOException {
        List<String> rows = new ArrayList<>(waves(0, 60, 0).lines().toList());
        Collections.swap(rows, 20, 21);
        Files.writeString(folder.resolve("mixed.csv"), String.join("\n", rows));

        assertThatThrownBy(
                        () ->
                                lab.train(
                                        "mixed",
                                        MANIFEST.replace("waves.csv", "mixed.csv"),
                                        "data.derive.validation_from=null",
                                        "data.derive.test_from=null"))
                .hasMessageContaining("SORA-463")
                .hasMessageContaining("mixed.csv:21");
    }
}
