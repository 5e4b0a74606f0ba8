// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.RunEvent;
import dev.sora.metric.MetricResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of a training have their documented effects. */
final class TestTrainingSettings {

    @TempDir private static Path folder;
    private static Lab lab;
    private static SingleSteps steps;

    @BeforeAll
    static void open() {
        lab = new Lab(folder);
        steps = new SingleSteps(lab);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static double distance(Map<String, float[]> from, Map<String, float[]> to) {
        double sum = 0;
        for (String name : from.keySet()) {
            for (int i = 0; i < from.get(name).length; i++) {
                double difference = from.get(name)[i] - to.get(name)[i];
                sum += difference * difference;
            }
        }
        return Math.sqrt(sum);
    }

    @Test
    void clippingBoundsTheNormOfTheGradient() {
        Map<String, float[]> start =
                steps.train("start", "{type: sgd, learning_rate: 0.000000000001}");
        Map<String, float[]> free = steps.train("free", "{type: sgd, learning_rate: 1}");
        Map<String, float[]> clipped =
                steps.train("clipped", "{type: sgd, learning_rate: 1}", "training.clip_norm=0.01");
        Map<String, float[]> loose =
                steps.train("loose", "{type: sgd, learning_rate: 1}", "training.clip_norm=1000");

        assertThat(distance(start, free)).isGreaterThan(0.05);
        assertThat(distance(start, clipped)).isCloseTo(0.01, within(1e-4));
        assertThat(distance(free, loose)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "nag", "adam", "adamw", "adagrad", "adadelta", "rmsprop"})
    void decayTouchesWeightsAndNoBiases(String optimiser) {
        String settings = "{type: %s, learning_rate: 0.1, weight_decay: %s}";
        Map<String, float[]> without =
                steps.train(optimiser + "-plain", settings.formatted(optimiser, "0"));
        Map<String, float[]> with =
                steps.train(optimiser + "-decay", settings.formatted(optimiser, "0.3"));

        assertThat(with.keySet()).anyMatch(name -> name.endsWith("bias"));
        with.forEach(
                (name, values) -> {
                    if (name.endsWith("bias")) {
                        assertThat(values).as(name).isEqualTo(without.get(name));
                    } else {
                        assertThat(values).as(name).isNotEqualTo(without.get(name));
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: step, every: 1, gamma: 0.5}",
                "{type: exponential, gamma: 0.5}",
                "{type: linear}",
                "{type: cosine}",
                "{type: one_cycle}",
                "{type: plateau, patience: 1, gamma: 0.5, min_delta: 1000}"
            })
    void schedulesChangeTheRateAndWithItTheResult(String schedule) {
        String[] settings = {"training.epochs=6", "training.schedule=" + schedule};
        String name = "schedule-" + Integer.toHexString(schedule.hashCode());
        List<RunEvent.EpochEnded> epochs = lab.epochs(name, Manifests.POINTS, settings);

        assertThat(epochs).hasSize(6);
        assertThat(epochs.get(5).learningRate())
                .isPositive()
                .isLessThan(
                        0.6 * epochs.stream().mapToDouble(e -> e.learningRate()).max().orElse(0));
        assertThat(Lab.weights(lab.folder(name).resolve("model.sora")))
                .isNotEqualTo(lab.weights(name + "-flat", Manifests.POINTS, "training.epochs=6"));
    }

    @Test
    void classWeightsDecideWhichClassIsFound() {
        String noisy = "data.train.noise=1.5";
        String test = "data.test.noise=1.5";
        double much = recallOfA("much", "{a: 20}", noisy, test);
        double little = recallOfA("little", "{a: 0.05}", noisy, test);

        assertThat(much).isGreaterThan(0.8);
        assertThat(little).isLessThan(0.2);
    }

    private static double recallOfA(String name, String weights, String... more) {
        String[] all = java.util.Arrays.copyOf(more, more.length + 3);
        all[more.length] = "outputs.kind.class_weights=" + weights;
        all[more.length + 1] = "outputs.kind.metrics=[recall]";
        all[more.length + 2] = "training.epochs=10";
        Path model = lab.train(name, Manifests.POINTS, all).model();
        MetricResult recall =
                lab.runtime()
                        .evaluate(model, Optional.empty(), Lab.DEAF)
                        .get("test", "kind", "recall");
        return ((MetricResult.ByClass) recall).classes().get("a");
    }

    @Test
    void theLastSmallBatchIsLeftOutOnlyIfAsked() {
        // 192 records in batches of 50: three full batches and a rest
        byte[] all = lab.weights("rest", Manifests.POINTS, "training.batch_size=50");
        byte[] whole =
                lab.weights(
                        "whole",
                        Manifests.POINTS,
                        "training.batch_size=50",
                        "training.drop_last=true");

        assertThat(whole).isNotEqualTo(all);
    }

    @Test
    void theSizeOfEvaluationBatchesChangesNoMetric() {
        var large = lab.train("large", Manifests.POINTS);
        var small = lab.train("small", Manifests.POINTS, "training.evaluation_batch_size=7");

        assertThat(Lab.weights(small.model())).isEqualTo(Lab.weights(large.model()));
        small.metrics()
                .of("test", "kind")
                .forEach(
                        (name, value) ->
                                assertThat(value)
                                        .as(name)
                                        .isCloseTo(
                                                large.metrics().get("test", "kind", name),
                                                within(1e-5)));
    }
}
