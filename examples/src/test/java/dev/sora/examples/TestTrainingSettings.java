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

    /** One step over all records, with plain gradient descent. */
    private static final String[] ONE_STEP = {
        "training.epochs=1", "training.batch_size=1000", "training.shuffle=false"
    };

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

    private static Map<String, float[]> step(String name, String optimiser, String... more) {
        return stepOf(Manifests.POINTS, name, optimiser, more);
    }

    private static Map<String, float[]> stepOf(
            String manifest, String name, String optimiser, String... more) {
        String[] all = java.util.Arrays.copyOf(ONE_STEP, ONE_STEP.length + 1 + more.length);
        all[ONE_STEP.length] = "training.optimiser=" + optimiser;
        System.arraycopy(more, 0, all, ONE_STEP.length + 1, more.length);
        return Lab.numbers(lab.train(name, manifest, all).model());
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
    void earlyStoppingTakesBackTheWeightsOfTheBestEpoch() {
        String[] wild = {
            "training.optimiser={type: sgd, learning_rate: 2.5, momentum: 0.9}",
            "training.epochs=12",
            "training.early_stopping={monitor: val_loss, patience: 2, restore_best: true}"
        };
        List<RunEvent.StoppedEarly> stops = new java.util.ArrayList<>();
        byte[] kept =
                Lab.weights(
                        lab.train(
                                        "stopped",
                                        event -> {
                                            if (event instanceof RunEvent.StoppedEarly stop) {
                                                stops.add(stop);
                                            }
                                        },
                                        Manifests.POINTS,
                                        wild)
                                .model());

        assertThat(stops).hasSize(1);
        RunEvent.StoppedEarly stop = stops.get(0);
        assertThat(stop.epoch()).isEqualTo(stop.bestEpoch() + 2);
        wild[1] = "training.epochs=" + stop.bestEpoch();
        assertThat(lab.weights("until-best", Manifests.POINTS, wild)).isEqualTo(kept);
        // also if its epochs end before it would stop
        wild[1] = "training.epochs=" + (stop.bestEpoch() + 1);
        assertThat(lab.weights("after-best", Manifests.POINTS, wild)).isEqualTo(kept);
        wild[1] = "training.epochs=12";
        wild[2] = wild[2].replace("restore_best: true", "restore_best: false");
        assertThat(lab.weights("unrestored", Manifests.POINTS, wild)).isNotEqualTo(kept);
    }

    /** One validation record has no area under a curve; all 12 epochs run nevertheless. */
    @Test
    void aMonitorThatIsNotDefinedNeitherStopsNorLowersTheRate() {
        String[] settings = {
            "data.validation={type: points, samples: 1, seed: 3}",
            "outputs.kind.metrics=[roc_auc, accuracy]",
            "training.epochs=12",
            "training.schedule={type: plateau, patience: 0}",
            "training.early_stopping={monitor: val_roc_auc, patience: 3}"
        };
        List<RunEvent.EpochEnded> epochs = new java.util.ArrayList<>();
        List<RunEvent.MonitorUndefined> undefined = new java.util.ArrayList<>();
        lab.train(
                "undefined",
                event -> {
                    if (event instanceof RunEvent.EpochEnded ended) {
                        epochs.add(ended);
                    } else if (event instanceof RunEvent.MonitorUndefined told) {
                        undefined.add(told);
                    }
                },
                Manifests.POINTS,
                settings);

        assertThat(epochs).hasSize(12).noneMatch(RunEvent.EpochEnded::best);
        assertThat(epochs).extracting(RunEvent.EpochEnded::learningRate).containsOnly(0.01);
        assertThat(undefined)
                .containsExactly(
                        new RunEvent.MonitorUndefined("val_roc_auc", 1, 1, 1, 0),
                        new RunEvent.MonitorUndefined("val_roc_auc", 0, 12, 12, 0));
    }

    @Test
    void metricsAreThoseOfTheWeightsThatWereKept() {
        String[] wild = {
            "training.optimiser={type: sgd, learning_rate: 2.5, momentum: 0.9}",
            "training.epochs=12",
            "training.early_stopping={monitor: val_loss, patience: 2, restore_best: true}"
        };
        var result = lab.train("kept", Manifests.POINTS, wild);
        List<RunEvent.EpochEnded> epochs = lab.epochs("kept-again", Manifests.POINTS, wild);
        double best =
                epochs.stream().mapToDouble(e -> e.metrics().get("val_loss")).min().orElseThrow();

        assertThat(result.metrics().get("validation", "kind", "loss")).isEqualTo(best);
        assertThat(lab.evaluate(result.model())).isEqualTo(result.metrics().split("test"));
    }

    @Test
    void clippingBoundsTheNormOfTheGradient() {
        Map<String, float[]> start = step("start", "{type: sgd, learning_rate: 0.000000000001}");
        Map<String, float[]> free = step("free", "{type: sgd, learning_rate: 1}");
        Map<String, float[]> clipped =
                step("clipped", "{type: sgd, learning_rate: 1}", "training.clip_norm=0.01");
        Map<String, float[]> loose =
                step("loose", "{type: sgd, learning_rate: 1}", "training.clip_norm=1000");

        assertThat(distance(start, free)).isGreaterThan(0.05);
        assertThat(distance(start, clipped)).isCloseTo(0.01, within(1e-4));
        assertThat(distance(free, loose)).isZero();
    }

    /** The decay is 2/11 in the first step and 3/12 in the second. */
    @Test
    void theAverageOverTheStepsIsWhatIsEvaluatedAndSaved() {
        String optimiser = "{type: sgd, learning_rate: 1}";
        Map<String, float[]> start = step("before", "{type: sgd, learning_rate: 0.000000000001}");
        Map<String, float[]> first = step("first", optimiser);
        Map<String, float[]> second = step("second", optimiser, "training.epochs=2");
        String[] averaged = {"training.epochs=2", "training.average={decay: 0.9}"};
        Map<String, float[]> average = step("average", optimiser, averaged);

        assertThat(average.keySet()).isEqualTo(start.keySet());
        average.forEach(
                (name, values) -> {
                    for (int i = 0; i < values.length; i++) {
                        double then = start.get(name)[i] * 2 / 11 + first.get(name)[i] * 9 / 11;
                        double now = then / 4 + second.get(name)[i] * 3 / 4;
                        assertThat((double) values[i]).as(name).isCloseTo(now, within(1e-5));
                    }
                });
        var result = lab.train("average-again", Manifests.POINTS, averaged);
        assertThat(lab.evaluate(result.model())).isEqualTo(result.metrics().split("test"));
        assertThat(result.metrics().get("validation", "kind", "loss"))
                .isEqualTo(
                        lab.epochs("average-epochs", Manifests.POINTS, averaged)
                                .get(1)
                                .metrics()
                                .get("val_loss"));
    }

    /**
     * Issue 84053 of pytorch: an averaged model kept the running statistics that it began with,
     * here 0.
     */
    @Test
    void runningStatisticsAreAveragedAsWeightsAre() {
        String calm =
                Manifests.POINTS.replace(
                        "view: {type: dense, from: x",
                        "calm: {type: batch_norm, from: x}\n  view: {type: dense, from: calm");
        String optimiser = "{type: sgd, learning_rate: 0.1}";
        String mean = "calm.running_mean";
        float[] first = stepOf(calm, "calm-first", optimiser).get(mean);
        float[] second = stepOf(calm, "calm-second", optimiser, "training.epochs=2").get(mean);
        String[] averaged = {"training.epochs=2", "training.average={decay: 0.9}"};
        float[] average = stepOf(calm, "calm-average", optimiser, averaged).get(mean);

        for (int i = 0; i < average.length; i++) {
            assertThat(first[i]).isNotZero();
            double now = first[i] * 9 / 11.0 / 4 + second[i] * 3 / 4.0;
            assertThat((double) average[i]).isCloseTo(now, within(1e-6));
        }
    }

    @Test
    void theBestEpochIsThatOfTheAverage() {
        String[] wild = {
            "training.optimiser={type: sgd, learning_rate: 2.5, momentum: 0.9}",
            "training.epochs=6",
            "training.average={decay: 0.8}",
            "training.early_stopping={monitor: val_loss, patience: 6, restore_best: true}"
        };
        var result = lab.train("best-average", Manifests.POINTS, wild);
        double best =
                lab.epochs("best-average-again", Manifests.POINTS, wild).stream()
                        .mapToDouble(e -> e.metrics().get("val_loss"))
                        .min()
                        .orElseThrow();

        assertThat(result.metrics().get("validation", "kind", "loss")).isEqualTo(best);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "nag", "adam", "adamw", "adagrad", "adadelta", "rmsprop"})
    void decayTouchesWeightsAndNoBiases(String optimiser) {
        String settings = "{type: %s, learning_rate: 0.1, weight_decay: %s}";
        Map<String, float[]> without =
                step(optimiser + "-plain", settings.formatted(optimiser, "0"));
        Map<String, float[]> with =
                step(optimiser + "-decay", settings.formatted(optimiser, "0.3"));

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
