// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.rand;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.spark.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestShippedModel {

    @TempDir private Path folder;

    private final SparkSession spark = LocalSpark.session();

    /**
     * JohnSnowLabs/spark-nlp pull request 14834: Spark 4 refuses a second file of one name, so that
     * a model could not be loaded again, nor another one of its name.
     */
    @Test
    void packagesOfOneNameDoNotMeetAndOneMayBeSentTwice() throws Exception {
        Path first = Files.createDirectories(folder.resolve("first")).resolve("model.sora");
        Path second = Files.createDirectories(folder.resolve("second")).resolve("model.sora");
        Files.copy(TrainedModels.one(), first);
        Files.copy(TrainedModels.two(), second);
        ShippedModel one = ShippedModel.of(spark, first.toString());
        ShippedModel two = ShippedModel.of(spark, second.toString());
        ShippedModel again = ShippedModel.of(spark, first.toString());

        assertThat(again.file()).isEqualTo(one.file());
        assertThat(one.file()).hasSameBinaryContentAs(first);
        assertThat(two.file()).hasSameBinaryContentAs(second);
    }

    /**
     * apache/spark pull request 14396 (SPARK-16787): adding a file a second time threw an
     * exception. Stages of a pipeline that run at once send the same package.
     */
    @Test
    void threadsMaySendOnePackageAtOnce() throws Exception {
        Path file = Files.writeString(folder.resolve("model.sora"), folder.toString());
        CountDownLatch begin = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<ShippedModel>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(
                        threads.submit(
                                () -> {
                                    begin.await();
                                    return ShippedModel.of(spark, file.toString());
                                }));
            }
            begin.countDown();
            for (Future<ShippedModel> one : all) {
                assertThat(one.get().file()).hasSameBinaryContentAs(file);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * dmlc/xgboost issue 4387: answers were those of other rows where rows came from a shuffle that
     * computes them in another order each time.
     */
    @Test
    void answersStayWithTheirRowsInWhateverOrderTheseCome() throws Exception {
        Path csv = Files.writeString(folder.resolve("new.csv"), TrainedModels.table(64, 3));
        List<Prediction> expected =
                TrainedModels.expected(TrainedModels.one(), csv, PredictionOptions.DEFAULT);
        var shuffled =
                spark.read()
                        .option("header", true)
                        .option("inferSchema", true)
                        .csv(csv.toString())
                        .repartition(3)
                        .orderBy(rand())
                        .repartition(5, col("city"));
        List<Row> found =
                Predictions.of(
                                shuffled,
                                ShippedModel.of(spark, TrainedModels.one().toString()),
                                PredictionColumns.DEFAULT.keeping(List.of("id")))
                        .collectAsList();

        assertThat(found).hasSize(64);
        for (Row row : found) {
            Object kind = expected.get(row.<Integer>getAs("id")).outputs().get("kind").get("label");
            assertThat(row.<String>getAs("label")).isEqualTo(kind);
        }
        assertThat(found.stream().map(row -> row.<String>getAs("label")).distinct()).hasSize(2);
    }
}
