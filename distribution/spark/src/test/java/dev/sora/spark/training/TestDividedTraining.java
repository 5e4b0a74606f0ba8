// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.sora.core.TrainingSession;
import dev.sora.core.plan.Plan;
import dev.sora.problem.SoraException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.BarrierTaskContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings whose parts weigh differently, or that are exchanged less often. */
final class TestDividedTraining {

    /**
     * 50 records, 7 of them without a size; minibatches of 7, the last of 1: fewer than workers.
     */
    private static final String UNEVEN =
            """
            manifest: 1
            name: uneven
            seed: 7
            engine: {threads: 1}
            data:
              train: {type: csv, path: rows.csv}
            inputs:
              x: {type: number, column: x}
              z: {type: number, column: z}
            combiners:
              both: {type: concat, from: [x, z]}
            particles:
              view: {type: dense, from: both, units: 8, activation: tanh}
            outputs:
              kind: {type: classification, column: kind, from: view}
              size: {type: halved, column: size, from: view}
            training:
              optimiser: {type: sgd, learning_rate: 0.1}
              epochs: 1
              batch_size: 7
            """;

    static final String NORM =
            """
            particles:
              view: {type: dense, from: image, units: 16, activation: relu, count: 2}
              norm: {type: batch_norm, from: "view[0]"}
            combiners:
              whole: {type: concat, from: [norm, "view[1]"]}
            """;

    /** The final evaluation has 8 batches. */
    private static final String[] MEASURED = {
        "data.test={type: csv, path: rows.csv}", "training.evaluation_batch_size=7"
    };

    @TempDir private static Path folder;
    private static Trainings trainings;
    private static Path three;
    private static int encodedByThree;

    @BeforeAll
    static void open() throws Exception {
        trainings = new Trainings(folder);
        StringBuilder rows = new StringBuilder("x,z,kind,size\n");
        for (int i = 0; i < 50; i++) {
            int x = i * 37 % 41;
            int z = i * 53 % 43;
            rows.append(x).append(',').append(z).append(',').append(x > z ? "a" : "b");
            rows.append(',').append((x - z) % 4).append('\n');
        }
        Files.writeString(folder.resolve("rows.csv"), rows);
        HalvedPlugin.ENCODED.set(0);
        three = trainings.onSpark("uneven-three", WorkerSettings.of(3), UNEVEN, MEASURED);
        encodedByThree = HalvedPlugin.ENCODED.get();
    }

    @AfterAll
    static void close() {
        trainings.close();
    }

    /**
     * The mean of means is not the mean: neither of shares, nor of losses that are not defined.
     *
     * <p>uber/petastorm issue 719: shards of unequal length unbalanced a training;
     * microsoft/SynapseML pull request 545: workers without records kept the others waiting.
     */
    @Test
    void sharesWeighByTheRecordsThatHaveALoss() throws Exception {
        HalvedPlugin.ENCODED.set(0);
        Path alone = trainings.alone("uneven", UNEVEN, MEASURED);

        assertThat(encodedByThree)
                .as("the workers of a JVM encode the data once")
                .isEqualTo(HalvedPlugin.ENCODED.get())
                .isGreaterThanOrEqualTo(100);
        assertThat(WorkerHost.open()).isZero();
        assertThat(Trainings.difference(three, alone)).isLessThan(1e-4);
        assertThat(Files.readString(three.resolve("metrics.json"))).contains("\"size\"");
    }

    /**
     * The worker ends when the others wait for its predictions; no epoch is trained again.
     *
     * <p>horovod/horovod issue 2888: workers hung while they evaluated.
     */
    @Test
    void aWorkerThatIsLostInTheFinalEvaluationIsReplaced() throws Exception {
        AtomicInteger measured = new AtomicInteger();
        HalvedPlugin.measuring =
                () -> {
                    if (BarrierTaskContext.get().partitionId() == 1
                            && measured.incrementAndGet() == 4) {
                        Thread.currentThread().interrupt();
                    }
                };
        SparkResult result;
        try {
            Plan plan = trainings.plan(UNEVEN, MEASURED);
            result = trainings.run("lost", WorkerSettings.of(3), false, plan);
        } finally {
            HalvedPlugin.measuring = () -> {};
        }

        Path lost = folder.resolve("lost");
        assertThat(result.attempts()).isEqualTo(2);
        assertThat(Files.readString(lost.resolve("workers.json"))).contains("\"steps\": 0");
        assertThat(Trainings.weights(lost)).isEqualTo(Trainings.weights(three));
        assertThat(Files.readString(lost.resolve("metrics.json")))
                .isEqualTo(Files.readString(three.resolve("metrics.json")));
    }

    @Test
    void accumulatedGradientsAreThoseOfALargerMinibatch() throws Exception {
        String[] small = {"training.epochs=1", "training.batch_size=16"};
        Path alone =
                trainings.alone(
                        "large", Trainings.DIGITS, "training.epochs=1", "training.batch_size=48");
        WorkerSettings three = new WorkerSettings(2, 1, 3, 60, true);
        Path accumulated = trainings.onSpark("accumulated", three, Trainings.DIGITS, small);

        // 360 records are 22 minibatches of 16 and one of 8, and 7 of 48 and one of 24
        assertThat(Trainings.difference(accumulated, alone)).isLessThan(1e-4);
    }

    @Test
    void averagedWeightsRepeatAndLearn() throws Exception {
        String norm = Trainings.DIGITS.replaceAll("(?s)particles:.*?outputs:", NORM + "outputs:");
        WorkerSettings settings = new WorkerSettings(3, 5, 1, 60, false);
        String adam = "training.optimiser={type: adam, learning_rate: 0.01}";
        Path once = trainings.onSpark("averaged", settings, norm, adam);
        Path again = trainings.onSpark("averaged-again", settings, norm, adam);

        assertThat(Trainings.weights(once)).isEqualTo(Trainings.weights(again));
        assertThat(accuracy(once)).isGreaterThan(0.5);
    }

    /** The buffers are those of all shares: with the buffers of one, answers would be others. */
    @Test
    void buffersOfABatchNormalisationAreAveraged() throws Exception {
        String norm = Trainings.DIGITS.replaceAll("(?s)particles:.*?outputs:", NORM + "outputs:");
        // one step of 400 - 40 records, 180 on each worker
        String[] once = {"training.epochs=1", "training.batch_size=360"};
        Plan plan = trainings.plan(norm, once);
        trainings.run("norm", WorkerSettings.of(2), false, plan);
        float[] expected = null;
        for (int share = 0; share < 2; share++) {
            try (TrainingSession session = trainings.sora.session(plan, Trainings.DEAF)) {
                session.next(share, 2);
                session.apply(session.gradient());
                float[] buffers = session.buffers();
                if (expected == null) {
                    expected = buffers;
                } else {
                    assertThat(buffers).isNotEqualTo(expected);
                    for (int i = 0; i < buffers.length; i++) {
                        expected[i] = (expected[i] + buffers[i]) / 2;
                    }
                }
            }
        }

        try (TrainingSession session = trainings.sora.session(plan, Trainings.DEAF)) {
            session.load(trainings.checkpoints("norm").resolve("epoch-0001.ckpt"));
            assertThat(session.buffers()).containsExactly(expected, offset(1e-3f));
        }
    }

    private static double accuracy(Path results) throws Exception {
        String json = Files.readString(results.resolve("metrics.json"));
        String test = json.substring(json.indexOf("\"test\""));
        String number = test.replaceAll("(?s).*?\"accuracy\": ([0-9.]+).*", "$1");
        return Double.parseDouble(number);
    }

    @Test
    void whatCannotBeDividedIsRefused() throws Exception {
        WorkerSettings both = new WorkerSettings(2, 2, 2, 60, false);
        assertThatThrownBy(() -> trainings.onSpark("both", both, Trainings.DIGITS))
                .hasMessageContaining("SORA-7006")
                .hasMessageContaining("--accumulate");
        String norm = Trainings.DIGITS.replaceAll("(?s)particles:.*?outputs:", NORM + "outputs:");
        // a share of one record has no statistics
        assertThatThrownBy(
                        () ->
                                trainings.onSpark(
                                        "small",
                                        WorkerSettings.of(4),
                                        norm,
                                        "training.batch_size=7"))
                .hasMessageContaining("SORA-2304")
                .hasMessageContaining("each of its 4 shares");
        assertThatThrownBy(
                        () ->
                                trainings.onSpark(
                                        "few",
                                        WorkerSettings.of(4),
                                        Trainings.DIGITS,
                                        "training.batch_size=3"))
                .hasMessageContaining("SORA-7006")
                .hasMessageContaining("batch_size 3");
        assertThatThrownBy(
                        () ->
                                trainings.onSpark(
                                        "swarm",
                                        WorkerSettings.of(2),
                                        Trainings.DIGITS,
                                        "training.optimiser={type: pso, swarm_size: 4}"))
                .hasMessageContaining("SORA-7006")
                .hasMessageContaining("pso");
    }

    /** A worker that cannot begin: the others wait for it at the barrier, and are told. */
    @Test
    void aProblemOfTheDataEndsTheTrainingOnceWithItsOwnCode() throws Exception {
        Files.writeString(folder.resolve("broken.csv"), "x,z,kind,size\n1,2,a,1\n1,b,a,1\n");
        assertThatThrownBy(
                        () ->
                                trainings.onSpark(
                                        "broken",
                                        WorkerSettings.of(3),
                                        UNEVEN,
                                        "data.train.path=broken.csv"))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-4251")
                .hasMessageContaining("broken.csv")
                .hasMessageNotContaining("SORA-7012");
    }
}
