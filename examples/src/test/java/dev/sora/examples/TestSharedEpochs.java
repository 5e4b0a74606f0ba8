// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.TrainingSession;
import dev.sora.core.TrainingSession.EpochSums;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Epochs that several sessions share: their losses, and their result. */
final class TestSharedEpochs {

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

    private static TrainingSession session(String... overrides) {
        return lab.runtime().session(lab.plan(Manifests.POINTS, overrides), Lab.DEAF);
    }

    /** Otherwise a schedule of each session would follow the losses of its own share. */
    @Test
    void theLossesOfTwoSharesAreThoseOfTheWhole() throws Exception {
        try (TrainingSession whole = session();
                TrainingSession first = session();
                TrainingSession second = session()) {
            assertThatThrownBy(() -> first.setSums(new EpochSums(1, Map.of())))
                    .isInstanceOf(IllegalStateException.class);
            float[] still = new float[whole.weights().length];
            for (int i = 0; i < whole.stepsPerEpoch(); i++) {
                whole.next();
                first.next(0, 2);
                second.next(1, 2);
                whole.gradient();
                first.gradient();
                second.gradient();
                whole.apply(still);
                first.apply(still);
                second.apply(still);
            }
            EpochSums all = whole.sums();
            EpochSums both = first.sums().plus(second.sums());
            assertThat(both.records()).isEqualTo(all.records());
            assertThat(both.losses().keySet()).isEqualTo(all.losses().keySet());
            all.losses()
                    .forEach(
                            (name, sum) ->
                                    assertThat(both.losses().get(name))
                                            .as(name)
                                            .isCloseTo(sum, within(1e-3)));
            first.setSums(both);
            assertThat(first.next()).isFalse();
            assertThat(whole.next()).isFalse();
            assertThat(first.sums().records()).isZero();

            assertThat(loss(first.writeResults(lab.folder("first")).files().get(2)))
                    .isCloseTo(
                            loss(whole.writeResults(lab.folder("whole")).files().get(2)),
                            within(1e-5));
        }
    }

    /**
     * Ten batches among three sessions: the last round has one. dmlc/xgboost issue 3595: each
     * worker had the metric of its own part, and stopped by it; issue 8608: a metric depended on
     * the number of workers.
     */
    @ParameterizedTest
    @ValueSource(ints = {1 << 20, 0})
    void theMetricsOfAnEvaluationThatIsDividedAreThoseOfTheWhole(int most) throws Exception {
        String[] settings = {
            "training.evaluation_batch_size=5", "outputs.kind.metrics=[accuracy, f1, log_loss]"
        };
        int shares = 3;
        byte[][] sent = new byte[shares][];
        List<Integer> lengths = Collections.synchronizedList(new ArrayList<>());
        CyclicBarrier barrier = new CyclicBarrier(shares);
        ExecutorService threads = Executors.newFixedThreadPool(shares);
        try (TrainingSession whole = session(settings)) {
            String expected = whole.evaluate().tree().toString();
            List<Future<String>> measured = new ArrayList<>();
            for (int i = 0; i < shares; i++) {
                int share = i;
                measured.add(
                        threads.submit(
                                () -> {
                                    try (TrainingSession one = session(settings)) {
                                        return one.evaluate(
                                                        share,
                                                        shares,
                                                        most,
                                                        own -> {
                                                            lengths.add(own.length);
                                                            sent[share] = own;
                                                            await(barrier);
                                                            List<byte[]> all =
                                                                    List.of(sent.clone());
                                                            await(barrier);
                                                            return all;
                                                        })
                                                .tree()
                                                .toString();
                                    }
                                }));
            }
            for (Future<String> each : measured) {
                assertThat(each.get(1, TimeUnit.MINUTES)).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
        // each of ten batches is computed by one session and sent, or by all
        assertThat(lengths).hasSize(4 * shares);
        assertThat(lengths.stream().filter(length -> length > 0)).hasSize(most == 0 ? 0 : 10);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(1, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static double loss(Path history) throws Exception {
        String[] names = Files.readAllLines(history).get(0).split(",");
        String[] values = Files.readAllLines(history).get(1).split(",");
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals("loss")) {
                return Double.parseDouble(values[i]);
            }
        }
        throw new AssertionError(String.join(",", names));
    }

    @Test
    void countsThatASessionLacksAreItsRecords() {
        EpochSums some = new EpochSums(4, Map.of("loss", 2.0, "a.defined", 3.0));
        EpochSums all = new EpochSums(6, Map.of("loss", 1.0, "a.loss", 1.0, "a.records", 5.0));

        assertThat(some.plus(all))
                .isEqualTo(
                        new EpochSums(
                                10,
                                Map.of(
                                        "loss",
                                        3.0,
                                        "a.loss",
                                        1.0,
                                        "a.defined",
                                        9.0,
                                        "a.records",
                                        9.0)));
    }

    @Test
    void finishLeavesThePackageOfTrain() throws Exception {
        String[] settings = {
            "training.epochs=8",
            "training.optimiser={type: sgd, learning_rate: 3, momentum: 0.9}",
            "training.early_stopping={monitor: val_loss, patience: 2, restore_best: true}"
        };
        Path trained = lab.train("trained", Manifests.POINTS, settings).model();
        try (TrainingSession session = session(settings)) {
            while (!session.isDone()) {
                while (session.next()) {
                    session.apply(session.gradient());
                }
                session.evaluate();
            }

            Path finished = session.finish(lab.folder("finished")).model();
            Path last = session.writeResults(lab.folder("last")).model();

            assertThat(Lab.weights(finished)).isEqualTo(Lab.weights(trained));
            // the best epoch was not the last, otherwise this would show nothing
            assertThat(Lab.weights(last)).isNotEqualTo(Lab.weights(trained));
        }
    }
}
