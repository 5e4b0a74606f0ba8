// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.SessionOptions;
import dev.sora.core.SessionOptions.DataShards;
import dev.sora.core.Sora.TrainingRequest;
import dev.sora.core.TrainingSession;
import dev.sora.core.metrics.Metrics;
import dev.sora.core.plan.Plan;
import dev.sora.metric.MetricResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings whose workers hold a shard of the training records each. */
final class TestShardedTraining {

    private static final int PROBES = 3;
    private static final WorkerSettings THREE = sharded(3);

    /** 45 records to train on, minibatches of 7, the last of 3; 16, 15 and 14 are not equal. */
    private static final String ROWS =
            """
            manifest: 1
            name: rows
            seed: 7
            engine: {threads: 1}
            data:
              train: {type: csv, path: rows.csv}
              validation: {fraction: 0.1}
              test: {type: csv, path: rows.csv}
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
              epochs: 2
              batch_size: 7
              evaluation_batch_size: 7
            """;

    private static final String SEQUENCES =
            """
            inputs:
              words: {type: text, column: kind, length: 4}
            particles:
              embedded: {type: embedding, from: words, units: 4}
              view: {type: lstm, from: embedded, units: 4}
            """;

    @TempDir private static Path folder;
    private static Trainings trainings;
    private static Path three;

    private static WorkerSettings sharded(int workers) {
        return new WorkerSettings(workers, 1, 1, 60, false, true);
    }

    @BeforeAll
    static void train() throws Exception {
        trainings = new Trainings(folder);
        StringBuilder rows = new StringBuilder("x,z,kind,size\n");
        for (int i = 0; i < 50; i++) {
            int x = i * 37 % 41;
            int z = i * 53 % 43;
            rows.append(x).append(',').append(z).append(',').append(x > z ? "a" : "b");
            rows.append(',').append((x - z) % 4).append('\n');
        }
        Files.writeString(folder.resolve("rows.csv"), rows);
        three = trainings.onSpark("three", THREE, ROWS);
    }

    @AfterAll
    static void close() {
        trainings.close();
    }

    /** Records that are not shuffled form the minibatches of one process, in other shares. */
    @Test
    void recordsInOrderGiveTheWeightsOfOneProcessUpToRounding() throws Exception {
        Path alone = trainings.alone("alone", ROWS, "training.shuffle=false");
        Path ordered = trainings.onSpark("ordered", THREE, ROWS, "training.shuffle=false");

        assertThat(Trainings.difference(ordered, alone)).isPositive().isLessThan(1e-4);
        assertThat(Trainings.difference(three, alone)).isGreaterThan(1e-4);
    }

    @Test
    void theSameWorkersGiveTheSameBytesAgain() throws Exception {
        Path again = trainings.onSpark("again", THREE, ROWS);

        assertThat(Trainings.weights(again)).isEqualTo(Trainings.weights(three));
        assertThat(Files.readString(again.resolve("metrics.json")))
                .isEqualTo(Files.readString(three.resolve("metrics.json")));
    }

    @Test
    void oneWorkerGivesTheBytesOfOneProcess() throws Exception {
        Path alone = trainings.alone("single", ROWS);
        Path one = trainings.onSpark("one", sharded(1), ROWS);

        assertThat(Trainings.weights(one)).isEqualTo(Trainings.weights(alone));
    }

    @Test
    void theMetricsAreThoseOfOneProcessWithTheseWeights() throws Exception {
        Path model = three.resolve("model.sora");
        Metrics<Double> reported = trainings.sora.inspect(model).metrics();
        Map<String, MetricResult> measured =
                trainings.sora.evaluate(model, Optional.empty(), Trainings.DEAF).of("test", "kind");
        int compared = 0;
        for (Map.Entry<String, MetricResult> metric : measured.entrySet()) {
            if (metric.getValue() instanceof MetricResult.Number number) {
                assertThat(reported.get("test", "kind", metric.getKey()))
                        .as(metric.getKey())
                        .isEqualTo(number.value());
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(1);
    }

    /** Each record is encoded by one worker, and an executor of two encodes half of them. */
    @Test
    void anExecutorHoldsTheRecordsOfItsWorkers() throws Exception {
        Plan plan = trainings.plan(ROWS);
        byte[] fitted = trainings.sora.fit(plan, Trainings.DEAF);
        DataShards all = new DataShards(3, 0, new TreeSet<>(Set.of(0, 1, 2)), fitted);
        HalvedPlugin.ENCODED.set(0);
        try (TrainingSession session =
                        trainings.sora.session(
                                plan, SessionOptions.DEFAULT.shards(all), Trainings.DEAF);
                TrainingSession another = session.another(2)) {
            // 45 to train on, 5 to validate and 50 to test, once for all workers of an executor; a
            // first record may be encoded to learn its size
            assertThat(HalvedPlugin.ENCODED.get()).isBetween(45 + 5 + 50, 45 + 5 + 50 + PROBES);
            assertThat(another.next(2, 3)).isTrue();
        }
        DataShards half = new DataShards(2, 1, new TreeSet<>(Set.of(1)), fitted);
        HalvedPlugin.ENCODED.set(0);
        try (TrainingSession session =
                trainings.sora.session(plan, SessionOptions.DEFAULT.shards(half), Trainings.DEAF)) {
            assertThat(HalvedPlugin.ENCODED.get()).isBetween(22 + 5 + 50, 22 + 5 + 50 + PROBES);
            assertThat(session.records()).isEqualTo(45);
            assertThat(session.stepsPerEpoch()).isEqualTo(7);
            int records = 0;
            while (session.next(1, 2)) {
                records += session.gradient().records();
            }
            assertThat(records).isEqualTo(22);
            assertThatThrownBy(() -> session.next(0, 2))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> session.another(0))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void checkpointsAreNotThoseOfOtherTrainings() throws Exception {
        Plan plan = trainings.plan(ROWS, "training.epochs=3");
        WorkerSettings whole = WorkerSettings.of(3);
        assertThatThrownBy(() -> trainings.run("three", whole, true, plan))
                .hasMessageContaining("SORA-7010")
                .hasMessageContaining("shard-data");
        Path single = folder.resolve("continued");
        Files.createDirectories(single.resolve("checkpoints"));
        Files.copy(
                trainings.checkpoints("three").resolve("epoch-0002.ckpt"),
                single.resolve("checkpoints/epoch-0002.ckpt"));
        TrainingRequest resume = new TrainingRequest(single, true);
        assertThatThrownBy(() -> trainings.sora.train(plan, resume, Trainings.DEAF))
                .hasMessageContaining("SORA-4421")
                .hasMessageContaining("training records in 3 shards")
                .hasMessageContaining("--shard-data and 3 workers");
    }

    @Test
    void whatNeedsAllRecordsIsRefused() {
        assertRefused(
                "remove training.order", ROWS, "training.order={type: balanced, output: kind}");
        assertRefused(
                "on_error: skip", ROWS, "data.train={type: csv, path: rows.csv, on_error: skip}");
        String sequences =
                ROWS.replaceAll("(?s)inputs:.*?outputs:", SEQUENCES + "outputs:")
                        .replaceAll(".*size: \\{type: halved.*\n", "");
        assertRefused("set training.group_by_length: false", sequences);
    }

    private static void assertRefused(String named, String manifest, String... overrides) {
        assertThatThrownBy(() -> trainings.onSpark("refused", THREE, manifest, overrides))
                .hasMessageContaining("SORA-2603")
                .hasMessageContaining(named);
        assertThat(folder.resolve("refused")).doesNotExist();
    }
}
