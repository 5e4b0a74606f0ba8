// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.TrainingSession;
import dev.sora.core.plan.Plan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings on the workers of Spark, beside the same training in one process. */
final class TestSparkTraining {

    private static final WorkerSettings FOUR = WorkerSettings.of(4);

    @TempDir private static Path folder;
    private static Trainings trainings;
    private static Path alone;
    private static Path four;

    @BeforeAll
    static void train() throws Exception {
        trainings = new Trainings(folder);
        alone = trainings.alone("alone", Trainings.DIGITS);
        four = trainings.onSpark("four", FOUR, Trainings.DIGITS);
    }

    @AfterAll
    static void close() {
        trainings.close();
    }

    @Test
    void oneWorkerGivesTheBytesOfOneProcess() throws Exception {
        Path one = trainings.onSpark("one", WorkerSettings.of(1), Trainings.DIGITS);

        assertThat(Trainings.weights(one)).isEqualTo(Trainings.weights(alone));
        assertThat(Files.readString(one.resolve("metrics.json")))
                .isEqualTo(Files.readString(alone.resolve("metrics.json")));
    }

    @Test
    void fourWorkersGiveTheWeightsOfOneProcessUpToRounding() throws Exception {
        assertThat(Trainings.difference(four, alone)).isPositive().isLessThan(1e-4);
        assertThat(folder.resolve("four"))
                .isDirectoryContaining("glob:**/report.html")
                .isDirectoryContaining("glob:**/history.csv")
                .isDirectoryContaining("glob:**/sora.lock")
                .isDirectoryContaining("glob:**/workers.json");
    }

    @Test
    void fourWorkersGiveTheSameBytesAgain() throws Exception {
        Path again = trainings.onSpark("again", FOUR, Trainings.DIGITS);

        assertThat(Trainings.weights(again)).isEqualTo(Trainings.weights(four));
    }

    /**
     * The final evaluation is that of one process with the weights of four workers.
     *
     * <p>maxpumperla/elephas issue 89: one machine evaluated, and the workers were idle.
     */
    @Test
    void fourWorkersMeasureAndReportWhatOneProcessDoes() throws Exception {
        Path one = folder.resolve("measured");
        Path others = folder.resolve("others");
        AtomicInteger rounds = new AtomicInteger();
        Plan plan = trainings.plan(Trainings.DIGITS);
        try (TrainingSession session = trainings.sora.session(plan, Trainings.DEAF)) {
            session.load(trainings.checkpoints("four").resolve("epoch-0002.ckpt"));
            session.finish(one);
            TrainingSession.Exchange repeated =
                    own -> {
                        rounds.incrementAndGet();
                        return List.of(own, own);
                    };
            assertThat(session.finish(others, 1, 2, 1 << 20, repeated)).isEmpty();
            assertThat(others).doesNotExist();
            assertThat(session.finish(others, 0, 2, 1 << 20, repeated)).isPresent();
        }

        assertThat(read(four, "metrics.json")).isEqualTo(read(one, "metrics.json"));
        assertThat(measured(four)).isEqualTo(measured(one)).contains("Metrics with 95 % intervals");
        assertThat(read(four, "report.html").split("\"upload\"", -1))
                .as("the report tells of one worker")
                .hasSize(2);
        // 4 and 5 batches, of which another session computes every second one
        assertThat(rounds).hasValue(2 * (2 + 3));
        assertThat(read(others, "metrics.json")).isNotEqualTo(read(one, "metrics.json"));
    }

    /**
     * horovod/horovod issue 346: a training that had all its steps hung when it was run again;
     * ray-project/ray issue 41700: what a killed worker had written in part stayed beside the
     * checkpoints of those that continued.
     */
    @Test
    void aTrainingThatIsDoneEndsAgainWithTheSameResults() throws Exception {
        Plan plan = trainings.plan(Trainings.DIGITS);
        String metrics = read(four, "metrics.json");
        byte[] weights = Trainings.weights(four);
        Path half =
                Files.writeString(trainings.checkpoints("four").resolve(".part-of-a-worker"), "h");
        SparkResult again = trainings.run("four", FOUR, true, plan);

        assertThat(half).doesNotExist();
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(again.times()).allSatisfy(times -> assertThat(times).containsEntry("steps", 0L));
        assertThat(Trainings.weights(four)).isEqualTo(weights);
        assertThat(read(four, "metrics.json")).isEqualTo(metrics);
    }

    private static String read(Path results, String file) throws Exception {
        return Files.readString(results.resolve(file));
    }

    /** Returns the tables and curves of a report. */
    private static String measured(Path results) throws Exception {
        String report = read(results, "report.html");
        int begin = report.indexOf("\"outputs\"");
        return report.substring(begin, report.indexOf("\"graph\"", begin));
    }

    /** Each worker has the losses of its share; the history is that of all records. */
    @Test
    void lossesOfTheHistoryAreThoseOfAllRecords() throws Exception {
        List<String> one = Files.readAllLines(alone.resolve("history.csv"));
        List<String> all = Files.readAllLines(four.resolve("history.csv"));

        assertThat(all).hasSameSizeAs(one);
        List<String> names = List.of(one.get(0).split(","));
        for (int row = 1; row < one.size(); row++) {
            for (String name : List.of("loss", "val_loss", "val_accuracy")) {
                double expected = Double.parseDouble(one.get(row).split(",")[names.indexOf(name)]);
                double found = Double.parseDouble(all.get(row).split(",")[names.indexOf(name)]);
                assertThat(found)
                        .as(name)
                        .isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-4));
            }
        }
    }

    /** apache/spark pull request 28357: a stage of which not all tasks ran never ended. */
    @Test
    void moreWorkersThanSlotsAreRefused() {
        assertThatThrownBy(() -> trainings.onSpark("many", WorkerSettings.of(9), Trainings.DIGITS))
                .hasMessageContaining("SORA-7005")
                .hasMessageContaining("local[4]");
    }
}
