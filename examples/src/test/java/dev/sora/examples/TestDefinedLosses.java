// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.RunEvent;
import dev.sora.core.Sora;
import dev.sora.core.metrics.Metrics;
import dev.sora.examples.trial.PointsType;
import dev.sora.problem.SoraException;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Losses that are defined for some records, in some minibatches, are averaged over those records.
 */
final class TestDefinedLosses {

    private static final String ONE =
            """
            manifest: 1
            name: guesses
            seed: 7
            data:
              train: {type: points, samples: 24, seed: 1}
              test: {type: points, samples: 24, seed: 1}
            inputs:
              x: {type: trial-vector, column: x}
            particles:
              view: {type: dense, from: x, units: 4}
            outputs:
              y: {type: guess, column: y, from: view, above: 1, loss_weight: 2}
            training:
              optimiser: {type: sgd, learning_rate: 1e-30}
              epochs: 1
              batch_size: 24
            """;

    private static final String TWO =
            ONE.replace("training:", "  all: {type: guess, column: y, from: view}\ntraining:");

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

    /**
     * The weights do not change, so the mean of an epoch equals that of an evaluation of the same
     * records.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 7, 24})
    void theMeanOfAnEpochIsThatOfAllRecordsWithALoss(int size) {
        String batches = "training.batch_size=" + size;
        List<RunEvent> events = new ArrayList<>();
        Sora.TrainingResult one = lab.train("one-" + size, events::add, ONE, batches);
        double right = one.metrics().get("test", "y", "loss");
        assertThat(right).isPositive();
        assertThat(metrics(events).get("loss")).isCloseTo(2 * right, within(1e-4));

        events.clear();
        Sora.TrainingResult two = lab.train("two-" + size, events::add, TWO, batches);
        Metrics<Double> test = two.metrics();
        double y = test.get("test", "y", "loss");
        double all = test.get("test", "all", "loss");
        assertThat(metrics(events).get("y.loss")).isCloseTo(y, within(1e-4));
        assertThat(metrics(events).get("all.loss")).isCloseTo(all, within(1e-4));
        assertThat(metrics(events).get("loss")).isCloseTo(2 * y + all, within(1e-4));
        assertThat(events)
                .filteredOn(RunEvent.Warned.class::isInstance)
                .extracting(event -> ((RunEvent.Warned) event).text())
                .anyMatch(text -> text.startsWith("the loss is not defined for "));
    }

    private static Map<String, Double> metrics(List<RunEvent> events) {
        return events.stream()
                .filter(RunEvent.EpochEnded.class::isInstance)
                .map(event -> ((RunEvent.EpochEnded) event).metrics())
                .findFirst()
                .orElseThrow();
    }

    /** Which records are left out is chance: the first epoch says no more than a later one. */
    @Test
    void anEpochThatLeavesOutTheOnlyRecordWithALossIsNoMistake() {
        // the points up to the first that has the greatest number so far
        double greatest = Double.NEGATIVE_INFINITY;
        double number = Double.NEGATIVE_INFINITY;
        int samples = 0;
        Settings all = Settings.of(new PointsType().descriptor().settings(), Map.of());
        try (DataSource points = new PointsType().open(all);
                RecordStream records = points.records()) {
            while (samples < 4 || number <= greatest) {
                greatest = Math.max(greatest, number);
                number = records.next().orElseThrow().get("y", Double.class);
                samples++;
            }
        }
        List<RunEvent> events = new ArrayList<>();

        lab.train(
                "last",
                events::add,
                TWO,
                "data.train.samples=" + samples,
                "outputs.y.above=" + (greatest + number) / 2,
                "training.shuffle=false",
                "training.batch_size=" + (samples - 1),
                "training.drop_last=true");

        assertThat(metrics(events)).containsKey("all.loss").doesNotContainKey("y.loss");
        assertThat(events)
                .filteredOn(RunEvent.Warned.class::isInstance)
                .extracting(event -> ((RunEvent.Warned) event).text())
                .anyMatch(
                        text ->
                                text.contains(
                                        "records left out: 1; set 'training.drop_last: false'"))
                .noneMatch(text -> text.contains("its mean is that of the others"));
    }

    /** A last, smaller minibatch that is left out makes the others no part of an epoch. */
    @ParameterizedTest
    @ValueSource(strings = {"training.drop_last=false", "training.drop_last=true"})
    void anOutputWithoutAnyLossIsRefused(String last) {
        assertThatThrownBy(
                        () ->
                                lab.train(
                                        "never" + last.length(),
                                        TWO,
                                        "outputs.y.above=1000",
                                        "training.batch_size=7",
                                        last))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-4493")
                .hasMessageContaining("the loss of 'y' is not defined for any training record");
    }
}
