// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.Sora;
import dev.sora.core.TrainingSession;
import dev.sora.core.TrainingSession.Gradient;
import dev.sora.examples.trial.BellType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings that several devices share: logical devices of the CPU engine. */
final class TestReplicas {

    private static final String TWO = "engine={type: cpu, threads: 1, devices: [0, 0]}";
    private static final String ONE = "engine={type: cpu, threads: 1}";

    /** With random numbers and running statistics. */
    private static final String CHANCE =
            Manifests.points(
                    """
                    particles:
                      ring: {type: bell, from: x}
                      view: {type: dense, from: ring, units: 8, activation: relu}
                      norm: {type: batch_norm, from: view}
                      rest: {type: dropout, from: norm, rate: 0.2}
                    """,
                    "rest");

    /** Only some records have the first target. */
    private static final String GUESSES =
            """
            manifest: 1
            name: guesses
            seed: 7
            data:
              train: {type: points, samples: 90, seed: 1}
              test: {type: points, samples: 24, seed: 1}
            inputs:
              x: {type: trial-vector, column: x}
            particles:
              view: {type: dense, from: x, units: 4, activation: tanh}
            outputs:
              y: {type: guess, column: y, from: view, above: 1, loss_weight: 2}
              all: {type: guess, column: y, from: view}
            training:
              optimiser: {type: sgd, learning_rate: 0.05}
              epochs: 1
              batch_size: 25
            """;

    private static final String SGD = "training.optimiser={type: sgd, learning_rate: 0.1}";

    @TempDir private static Path folder;
    private static Lab one;
    private static Lab two;
    private static Lab three;

    @BeforeAll
    static void open() {
        // an engine serves one list of devices
        one = new Lab(folder.resolve("."));
        two = new Lab(folder.resolve("."));
        three = new Lab(folder.resolve("."));
    }

    @AfterAll
    static void close() {
        one.close();
        two.close();
        three.close();
    }

    @AfterEach
    void calm() {
        BellType.ON_TRAINING_PASS.set(() -> {});
        Thread.interrupted();
    }

    private static void assertClose(Path model, Path other, double tolerance) {
        Map<String, float[]> numbers = Lab.numbers(model);
        Lab.numbers(other)
                .forEach(
                        (name, values) -> {
                            for (int i = 0; i < values.length; i++) {
                                assertThat(numbers.get(name)[i])
                                        .as(name)
                                        .isCloseTo(values[i], within((float) tolerance));
                            }
                        });
    }

    /**
     * A mean over a minibatch is not the mean of its parts' means if these have unequal sizes
     * (transformers #608): 192 records are 7 minibatches of 25, parts of 12 and 13, and one of 17.
     */
    @ParameterizedTest
    @CsvSource({"32, 1e-5", "25, 1e-5", "191, 1e-5"})
    void aMinibatchOfTwoDevicesTrainsAsThatOfOne(int size, double tolerance) {
        String batches = "training.batch_size=" + size;
        Sora.TrainingResult shared = two.train("two-" + size, Manifests.POINTS, TWO, SGD, batches);
        Sora.TrainingResult alone = one.train("one-" + size, Manifests.POINTS, ONE, SGD, batches);

        assertClose(shared.model(), alone.model(), tolerance);
        assertThat(shared.metrics().get("train", "kind", "loss"))
                .isCloseTo(alone.metrics().get("train", "kind", "loss"), within(1e-5));
    }

    @Test
    void anAdaptiveOptimiserStaysWithinATenThousandth() {
        String[] adam = {"training.epochs=1", "training.clip_norm=1"};
        assertClose(
                two.train("adam-two", Manifests.POINTS, TWO, adam[0], adam[1]).model(),
                one.train("adam-one", Manifests.POINTS, ONE, adam[0], adam[1]).model(),
                1e-4);
    }

    /**
     * Targets that some records lack count by the records that have them, however these fall on the
     * devices (pytorch #31579, transformers #34242).
     */
    @Test
    void lossesCountTheRecordsThatDefineThem() {
        Sora.TrainingResult shared = two.train("guess-two", GUESSES, TWO);
        Sora.TrainingResult alone = one.train("guess-one", GUESSES, ONE);

        assertClose(shared.model(), alone.model(), 1e-6);
        for (String output : List.of("y", "all")) {
            assertThat(shared.metrics().get("train", output, "loss"))
                    .as(output)
                    .isCloseTo(alone.metrics().get("train", output, "loss"), within(1e-5));
        }
    }

    /**
     * A device without records contributes nothing, instead of 0 / 0 (tensorflow #36224): the last
     * of the minibatches has 2 records for 3 devices, and in each of them a device may lack
     * targets.
     */
    @Test
    void aMinibatchSmallerThanTheNumberOfDevicesLeavesSomeIdle() {
        String devices = "engine={type: cpu, threads: 1, devices: [0, 0, 0]}";
        String[] settings = {"training.batch_size=4", "data.train.samples=14"};
        assertClose(
                three.train("idle-three", GUESSES, devices, settings[0], settings[1]).model(),
                one.train("idle-one", GUESSES, ONE, settings[0], settings[1]).model(),
                1e-6);
    }

    /**
     * The running statistics of all devices count (pytorch #1051): their mean is linear in the
     * records, so it is that of one device.
     */
    @Test
    void runningMeansAreThoseOfAllDevices() {
        String still = "training.optimiser={type: sgd, learning_rate: 1e-30}";
        String[] settings = {still, "training.epochs=1", "training.batch_size=25"};
        Map<String, float[]> shared =
                Lab.numbers(two.train("norm-two", CHANCE, add(TWO, settings)).model());
        Map<String, float[]> alone =
                Lab.numbers(one.train("norm-one", CHANCE, add(ONE, settings)).model());

        float[] means = shared.get("norm.running_mean");
        assertThat(means).isNotNull();
        for (int i = 0; i < means.length; i++) {
            assertThat(means[i]).isCloseTo(alone.get("norm.running_mean")[i], within(1e-5f));
        }
        // variances within parts lack what lies between the parts
        assertThat(shared.get("norm.running_variance"))
                .isNotEqualTo(alone.get("norm.running_variance"));
    }

    private static String[] add(String first, String... rest) {
        String[] all = new String[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    @Test
    void theSameDevicesGiveTheSameBits() {
        byte[] first = two.weights("bits-1", CHANCE, TWO);
        assertThat(two.weights("bits-2", CHANCE, TWO)).isEqualTo(first);
        assertThat(one.weights("bits-one", CHANCE, ONE))
                .as("each device draws random numbers of its own")
                .isNotEqualTo(first);
    }

    /** Every device computes in every step, from records of its own (deeplearning4j #3279). */
    @Test
    void everyDeviceComputesEveryMinibatch() {
        Map<String, Integer> passes = new ConcurrentHashMap<>();
        BellType.ON_TRAINING_PASS.set(
                () -> passes.merge(Thread.currentThread().getName(), 1, Integer::sum));
        two.train("passes", CHANCE, TWO);

        assertThat(passes.values()).containsExactly(18, 18);
        assertThat(passes).containsKey("sora-replica-1");
    }

    /** The evaluation of the written model gives the metrics of the training (dl4j #4475). */
    @Test
    void theModelIsTheOneThatWasMeasured() {
        Sora.TrainingResult result = two.train("measured", CHANCE, TWO);
        assertThat(two.evaluate(result.model()).get("test", "kind", "accuracy"))
                .isEqualTo(result.metrics().get("test", "kind", "accuracy"));
    }

    /** Within an epoch (accelerate #2016) and between epochs. */
    @ParameterizedTest
    @ValueSource(ints = {6, 9})
    void aTrainingThatWasInterruptedContinuesBitByBit(int step) {
        String[] settings = {TWO, "training.epochs=2"};
        byte[] whole = two.weights("whole-" + step, CHANCE, settings);
        String name = "broken-" + step;
        Thread training = Thread.currentThread();
        BellType.ON_TRAINING_PASS.set(
                new Runnable() {
                    private int passes;

                    @Override
                    public void run() {
                        if (Thread.currentThread() == training && ++passes == step) {
                            training.interrupt();
                        }
                    }
                });
        assertThatThrownBy(() -> two.train(name, CHANCE, settings))
                .isInstanceOf(InterruptedRunException.class);
        calm();

        assertThat(Lab.weights(two.resume(name, CHANCE, settings).model())).isEqualTo(whole);
    }

    /** A program that drives a session has the gradient of all devices. */
    @Test
    void aSessionHasTheGradientOfAllDevices() {
        try (TrainingSession shared = two.runtime().session(two.plan(GUESSES, TWO), Lab.DEAF);
                TrainingSession alone = one.runtime().session(one.plan(GUESSES, ONE), Lab.DEAF)) {
            assertThat(shared.next() && alone.next()).isTrue();
            Gradient both = shared.gradient();
            Gradient right = alone.gradient();
            assertThat(both.records()).isEqualTo(25);
            assertThat(both.records("y")).isEqualTo(right.records("y")).isLessThan(25);
            assertThat(both.loss()).isCloseTo(right.loss(), within(1e-5));
            float[] values = right.values();
            float[] have = both.values();
            for (int i = 0; i < values.length; i++) {
                assertThat(have[i]).isCloseTo(values[i], within(1e-6f));
            }
            shared.apply(both);
            shared.setWeights(new float[shared.weights().length]);
            assertThat(shared.next()).isTrue();
            assertThat(shared.gradient().losses().get("all")).isPositive();
        }
    }

    /** A failure of any device ends the training with its error, and with all threads. */
    @Test
    void theFailureOfADeviceIsThatOfTheTraining() {
        BellType.ON_TRAINING_PASS.set(
                () -> {
                    if (Thread.currentThread().getName().startsWith("sora-replica")) {
                        throw new IllegalStateException("a fault on the second device");
                    }
                });
        assertThatThrownBy(() -> two.train("fault", CHANCE, TWO))
                .hasMessageContaining("a fault on the second device");
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.isAlive() && t.getName().startsWith("sora-replica"));
    }
}
