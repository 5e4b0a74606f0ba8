// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.RunEvent;
import dev.sora.core.SessionOptions;
import dev.sora.core.TrainingSession;
import dev.sora.core.plan.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which weights a training keeps: those of the best epoch, and averages over its steps. */
final class TestKeptWeights {

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

    @Test
    void earlyStoppingTakesBackTheWeightsOfTheBestEpoch() {
        String[] wild = {
            "training.optimiser={type: sgd, learning_rate: 2.5, momentum: 0.9}",
            "training.epochs=12",
            "training.early_stopping={monitor: val_loss, patience: 2, restore_best: true}"
        };
        List<RunEvent.StoppedEarly> stops = new ArrayList<>();
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
        List<RunEvent.EpochEnded> epochs = new ArrayList<>();
        List<RunEvent.MonitorUndefined> undefined = new ArrayList<>();
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

    /** The decay is 2/11 in the first step and 3/12 in the second. */
    @Test
    void theAverageOverTheStepsIsWhatIsEvaluatedAndSaved() {
        String optimiser = "{type: sgd, learning_rate: 1}";
        Map<String, float[]> start =
                steps.train("before", "{type: sgd, learning_rate: 0.000000000001}");
        Map<String, float[]> first = steps.train("first", optimiser);
        Map<String, float[]> second = steps.train("second", optimiser, "training.epochs=2");
        String[] averaged = {"training.epochs=2", "training.average={decay: 0.9}"};
        Map<String, float[]> average = steps.train("average", optimiser, averaged);

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
        float[] first = steps.trainOf(calm, "calm-first", optimiser).get(mean);
        float[] second =
                steps.trainOf(calm, "calm-second", optimiser, "training.epochs=2").get(mean);
        String[] averaged = {"training.epochs=2", "training.average={decay: 0.9}"};
        float[] average = steps.trainOf(calm, "calm-average", optimiser, averaged).get(mean);

        for (int i = 0; i < average.length; i++) {
            assertThat(first[i]).isNotZero();
            double now = first[i] * 9 / 11.0 / 4 + second[i] * 3 / 4.0;
            assertThat((double) average[i]).isCloseTo(now, within(1e-6));
        }
    }

    /** An update of several groups of weights is one of the running statistics. */
    @Test
    void runningStatisticsAreAveragedOnceForAllGroups() {
        Plan plan =
                lab.plan(
                        Manifests.POINTS.replace(
                                "view: {type: dense, from: x",
                                "calm: {type: batch_norm, from: x}\n"
                                        + "  view: {type: dense, from: calm"),
                        "training.optimiser={type: sgd, learning_rate: 0.1}",
                        "training.average={decay: 0.9}");
        String whole = measuredAfterSteps(plan, SessionOptions.DEFAULT);
        SessionOptions groups =
                SessionOptions.DEFAULT
                        .group("first", Set.of("calm"))
                        .group("rest", Set.of("view", "kind"));

        assertThat(measuredAfterSteps(plan, groups)).isEqualTo(whole);
    }

    private static String measuredAfterSteps(Plan plan, SessionOptions options) {
        try (TrainingSession session = lab.runtime().session(plan, options, Lab.DEAF)) {
            for (int i = 0; i < 3; i++) {
                session.next();
                session.apply(session.gradient());
            }
            return session.evaluate().tree().toString();
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
}
