// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.core.io.Json;
import dev.sora.problem.SoraException;
import dev.sora.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sora predict --on spark} reads, writes and refuses. */
final class TestPredictionJob {

    private final SparkSession spark = LocalSpark.session();

    @TempDir private Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private PredictionJob job(Path input, OutputFolder.Format format, PredictionColumns columns) {
        return new PredictionJob(
                TrainedModels.one().toString(),
                input.toString(),
                folder.resolve("out").toString(),
                format,
                columns,
                Map.of());
    }

    private PredictionJob job(Path input) {
        return job(input, OutputFolder.Format.PARQUET, PredictionColumns.DEFAULT);
    }

    @Test
    void writesParquetOnceAndRefusesToReplaceIt() throws IOException {
        Path input = write("new.csv", TrainedModels.table(9, 3));

        PredictionJob.Written written = job(input).run(spark);

        assertThat(written).isEqualTo(new PredictionJob.Written(9, 0));
        assertThat(folder.resolve("out/_SUCCESS")).exists();
        List<Row> rows = spark.read().parquet(folder.resolve("out").toString()).collectAsList();
        assertThat(rows).hasSize(9);
        assertThat(rows.get(0).schema().fieldNames())
                .contains("id", "keep.label", "label", "probabilities");
        assertThatThrownBy(() -> job(input).run(spark))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-7105");
    }

    @Test
    void writesLinesOfJson() throws IOException {
        Path input = write("new.csv", TrainedModels.table(3, 3));
        Prediction first =
                TrainedModels.expected(TrainedModels.one(), input, PredictionOptions.DEFAULT)
                        .get(0);

        job(input, OutputFolder.Format.JSONL, PredictionColumns.DEFAULT.keeping(List.of("id")))
                .run(spark);

        String line;
        try (var files = Files.list(folder.resolve("out"))) {
            line =
                    Files.readAllLines(
                                    files.filter(f -> f.toString().endsWith(".json"))
                                            .findFirst()
                                            .orElseThrow())
                            .get(0);
        }
        Map<String, Object> read = Json.readObject(line, "line");
        assertThat(read).containsOnlyKeys("id", "label", "probability", "probabilities");
        assertThat(read.get("label")).isEqualTo(first.answer().text("label"));
    }

    @Test
    void aFailedJobLeavesNothing() throws IOException {
        String table = TrainedModels.table(9, 3).replaceFirst("\n4,[^,]*,", "\n4,much,");
        Path input = write("new.csv", table);

        assertThatThrownBy(() -> job(input).run(spark))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("new.csv");
        assertThat(folder.resolve("out")).doesNotExist();

        PredictionJob.Written written =
                job(input, OutputFolder.Format.PARQUET, PredictionColumns.DEFAULT.skippingBroken())
                        .run(spark);
        assertThat(written).isEqualTo(new PredictionJob.Written(9, 1));
    }

    /** databricks/spark-csv issues 425 and 433: a line break within quotes ended the row. */
    @Test
    void fieldsMayHaveLineBreaksAndQuotes() throws IOException {
        Path input =
                write(
                        "new.csv",
                        """
                        id,age,city,joined,note
                        1,30,"Ro""me",2024-01-01,"two
                        lines"
                        2,40,"","2024-02-01","with, comma"
                        """);
        List<Prediction> expected =
                TrainedModels.expected(TrainedModels.one(), input, PredictionOptions.DEFAULT);

        job(input).run(spark);

        List<Row> rows =
                spark.read().parquet(folder.resolve("out").toString()).sort("id").collectAsList();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).<String>getAs("note")).isEqualTo("two\nlines");
        for (int i = 0; i < 2; i++) {
            assertThat(rows.get(i).<Double>getAs("probability"))
                    .isEqualTo(expected.get(i).answer().number("probability"));
        }
    }

    @Test
    void aRowOfTooFewFieldsIsRefused() throws IOException {
        Path input = write("new.csv", "id,age,city,joined\n1,30,Rome,2024-01-01\n2,40\n");

        assertThatThrownBy(() -> job(input).run(spark)).hasMessageContaining("SORA-7108");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void filesWithOtherColumnsThanTheFirstAreRefused() throws IOException {
        Path parts = Files.createDirectory(folder.resolve("parts"));
        Files.writeString(parts.resolve("a.csv"), "id,age,city,joined\n1,30,Rome,2024-01-01\n");
        Files.writeString(parts.resolve("b.csv"), "id,city,age,joined\n1,Rome,30,2024-01-01\n");

        assertThatThrownBy(() -> job(parts).run(spark)).isInstanceOf(SoraException.class);
    }

    /** Spark reads no files of folders within folders, and files of any ending. */
    @Test
    void everyFileOfAFolderIsReadOrTheInputIsRefused() throws IOException {
        Path parts = Files.createDirectory(folder.resolve("parts"));
        Files.writeString(parts.resolve("a.csv"), TrainedModels.table(5, 3));
        Files.writeString(parts.resolve("_ignored.txt"), "by Spark as well");
        Path inner = Files.createDirectory(parts.resolve("more"));
        Files.writeString(inner.resolve("b.csv"), TrainedModels.table(4, 3));

        assertThatThrownBy(() -> job(parts).run(spark))
                .hasMessageContaining("SORA-7104")
                .hasMessageContaining("b.csv");
        Path notes = Files.writeString(parts.resolve("notes.txt"), TrainedModels.table(2, 3));
        assertThatThrownBy(() -> job(parts).run(spark))
                .hasMessageContaining("SORA-7104")
                .hasMessageContaining("notes.txt");
        Files.delete(notes);
        PredictionJob whole =
                new PredictionJob(
                        TrainedModels.one().toString(),
                        parts.toString(),
                        folder.resolve("out").toString(),
                        OutputFolder.Format.PARQUET,
                        PredictionColumns.DEFAULT,
                        Map.of("recursiveFileLookup", "true"));
        assertThat(whole.run(spark).rows()).isEqualTo(9);
    }

    @Test
    void aFolderOfAnotherJobIsLeftAlone() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("out"));
        Path file = Files.writeString(taken.resolve("part-0"), "of another job");

        assertThatThrownBy(
                        () ->
                                new OutputFolder(
                                                spark,
                                                taken.toString(),
                                                OutputFolder.Format.PARQUET)
                                        .write(spark.range(3).toDF()))
                .hasMessageContaining("SORA-7105");
        assertThat(file).exists();
    }

    @Test
    void anEmptyInputAndAnUnknownOneAreRefused() throws IOException {
        Path input = write("new.csv", "id,age,city,joined\n");

        assertThatThrownBy(() -> job(input).run(spark)).hasMessageContaining("SORA-4001");
        assertThatThrownBy(() -> job(folder.resolve("none.csv")).run(spark))
                .hasMessageContaining("SORA-4701");
        assertThatThrownBy(() -> job(write("new.bin", "x")).run(spark))
                .hasMessageContaining("SORA-7104");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void anObjectWithoutTheColumnsIsRefused() throws IOException {
        Path input =
                write(
                        "new.jsonl",
                        """
                        {"age": 30, "city": "Rome", "joined": "2024-01-01"}
                        {"other": 1}
                        """);

        assertThatThrownBy(() -> job(input).run(spark)).hasMessageContaining("SORA-4013");
    }

    @Test
    void aTableOfTheCatalogueIsReadByItsName() throws IOException {
        Path input = write("new.csv", TrainedModels.table(9, 3));
        spark.read()
                .option("header", true)
                .csv(input.toString())
                .createOrReplaceTempView("new_people");

        assertThat(job(Path.of("new_people")).run(spark).rows()).isEqualTo(9);
    }

    @Test
    void settingsOfACsvThatSparkDoesNotHaveAreRefused() {
        assertThatThrownBy(
                        () ->
                                TrainedCsv.options(
                                        Map.of("type", "csv", "missing", List.of("?")), "x.csv"))
                .hasMessageContaining("SORA-7107")
                .hasMessageContaining("missing");
        assertThat(
                        TrainedCsv.options(
                                Map.of(
                                        "type",
                                        "csv",
                                        "delimiter",
                                        "semicolon",
                                        "missing",
                                        List.of("")),
                                "x.csv"))
                .containsEntry("sep", ";");
        assertThat(TrainedCsv.options(Map.of("type", "parquet", "trim", true), "x")).isEmpty();
    }
}
