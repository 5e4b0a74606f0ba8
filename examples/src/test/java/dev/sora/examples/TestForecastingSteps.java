// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.Model;
import dev.sora.core.Sora;
import dev.sora.tensor.HostTensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forecasts that are made step by step, by a decoder that reads its own answers. */
final class TestForecastingSteps {

    private static final int HORIZON = 4;

    private static final String MANIFEST =
            """
            manifest: 1
            name: steps
            seed: 3
            data:
              train: {type: csv, path: steps.csv}
              derive: {type: windows, time: at, target: y, known: [up], history: 6, horizon: 4, test_from: 150}
            inputs:
              past: {type: series, column: y, with: [up]}
              known: {type: known-series, columns: [up_next]}
              so_far: {type: target-series, column: y_next, history: y}
            particles:
              memory: {type: gru, from: past, units: 8, returns: sequence}
              before: {type: alongside, from: [so_far, known]}
              decoded: {type: attention-gru, from: [before, memory], units: 8}
            outputs:
              next: {type: generated-forecast, from: [decoded, so_far, past], column: y_next, history: y, paths: 30}
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
        StringBuilder rows = new StringBuilder("at,y,up\n");
        double y = 50;
        for (int i = 0; i < 200; i++) {
            boolean up = i * 7 % 5 < 2;
            y += up ? 3 : -2;
            rows.append("%d,%s,%d%n".formatted(i, y, up ? 1 : 0));
        }
        Files.writeString(folder.resolve("steps.csv"), rows.toString());
        result = lab.train("steps", MANIFEST);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static Map<String, Object> window(float shift) {
        return Map.of(
                "y", new float[] {50 + shift, 53, 51, 49, 52, 50},
                "up", new float[] {0, 1, 0, 0, 1, 0},
                "up_next", new float[] {0, 1, 0, 0});
    }

    private static double[] values(Map<String, Map<String, Object>> outputs, String quantile) {
        double[] values = new double[HORIZON];
        List<?> forecast = (List<?>) outputs.get("next").get("forecast");
        for (int i = 0; i < HORIZON; i++) {
            Map<?, ?> step = (Map<?, ?>) forecast.get(i);
            Object value =
                    quantile.isEmpty()
                            ? step.get("value")
                            : ((Map<?, ?>) step.get("quantiles")).get(quantile);
            values[i] = ((Number) value).doubleValue();
        }
        return values;
    }

    /** What is known in advance decides each step here, so it must reach the right one. */
    @Test
    void learnsWhatEachStepDependsOn() {
        assertThat(result.metrics().get("test", "next", "mae")).isLessThan(1.5);
        assertThat(result.metrics().get("test", "next", "mase")).isLessThan(0.7);
        assertThat(lab.evaluate(result.model())).isEqualTo(result.metrics().split("test"));
    }

    /**
     * Step by step, the decoder computes what one pass computes of the whole sequence: the means of
     * a pass that reads the continued path are that path.
     */
    @Test
    void continuesWithItsOwnAnswers() {
        Path one =
                lab.train("one-path", MANIFEST, "outputs.next.paths=1", "training.epochs=1")
                        .model();
        try (Model model = lab.runtime().open(one)) {
            Map<String, Object> asked = window(0);
            double[] path = values(model.predict(List.of(asked)).get(0).outputs(), "");
            float[] read = new float[HORIZON];
            for (int i = 0; i < HORIZON; i++) {
                read[i] = (float) path[i];
            }
            Map<String, Object> answered = new HashMap<>(asked);
            answered.put("y_next", read);
            HostTensor decoded =
                    model.tap(List.of(answered), "decoded")
                            .get("decoded")
                            .members()
                            .get(0)
                            .get("values");
            double[] means = means(decoded, Lab.numbers(one), (float[]) asked.get("y"));

            assertThat(means).containsExactly(path, within(1e-3));
        }
    }

    /** Computes the first row of the head by hand, and brings it back to the unit of the series. */
    private static double[] means(HostTensor decoded, Map<String, float[]> weights, float[] past) {
        double mean = 0;
        for (float value : past) {
            mean += value / (double) past.length;
        }
        double squares = 0;
        for (float value : past) {
            squares += (value - mean) * (value - mean) / past.length;
        }
        float[] weight = weights.get("next.weight");
        FloatBuffer steps = decoded.data().asFloatBuffer();
        int units = steps.remaining() / HORIZON;
        double[] means = new double[HORIZON];
        for (int i = 0; i < HORIZON; i++) {
            double sum = weights.get("next.bias")[0];
            for (int unit = 0; unit < units; unit++) {
                sum += weight[unit] * steps.get(i * units + unit);
            }
            means[i] = mean + Math.sqrt(squares) * sum;
        }
        return means;
    }

    @Test
    void drawsTheSameForAWindowInAnyBatch() {
        try (Model model = lab.runtime().open(result.model())) {
            double[] alone = values(model.predict(List.of(window(0))).get(0).outputs(), "0.9");
            var together = model.predict(List.of(window(2), window(0), window(0)));

            assertThat(values(together.get(1).outputs(), "0.9"))
                    .containsExactly(alone, within(1e-3));
            assertThat(values(together.get(2).outputs(), "0.9"))
                    .containsExactly(alone, within(1e-3));
            double[] low = values(together.get(1).outputs(), "0.1");
            for (int i = 0; i < HORIZON; i++) {
                assertThat(low[i]).isLessThan(alone[i]);
            }
        }
    }

    @Test
    void refusesDecodersThatDoNotFit() {
        assertThatThrownBy(() -> lab.plan(MANIFEST, "inputs.past.scale=series"))
                .hasMessageContaining("SORA-2303")
                .hasMessageContaining("scale: window");
        assertThatThrownBy(
                        () ->
                                lab.train(
                                        "ahead",
                                        MANIFEST,
                                        "particles.memory=null",
                                        "particles.decoded={type: gru, from: before, units: 8, returns: sequence, bidirectional: true}"))
                .hasMessageContaining("SORA-2322");
    }
}
