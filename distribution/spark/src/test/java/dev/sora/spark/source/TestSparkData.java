// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.Sora.TrainingRequest;
import dev.sora.core.manifest.Overrides;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.embedded.EmbeddedSora;
import dev.sora.problem.DataException;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import dev.sora.spark.LocalSpark;
import dev.sora.spark.predict.TrainedModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source {@code spark}. */
final class TestSparkData {

    private static final SparkSession SPARK = LocalSpark.session();
    private static final SparkSourceType TYPE = new SparkSourceType(SPARK);

    @TempDir private static Path folder;

    private static Path csv;

    @BeforeAll
    static void registerTables() throws IOException {
        csv = Files.writeString(folder.resolve("people.csv"), TrainedModels.table(64, 1));
        SPARK.read()
                .option("header", true)
                .csv(csv.toString())
                .selectExpr(
                        "cast(id AS bigint) AS id",
                        "cast(age AS double) AS age",
                        "city",
                        "cast(joined AS timestamp_ntz) AS joined",
                        "label",
                        "map('a', 1) AS odd")
                .repartition(3)
                .createOrReplaceTempView("people");
    }

    private static DataSource open(Map<String, Object> settings) {
        return TYPE.open(Settings.of(TYPE.descriptor().settings(), settings));
    }

    private static List<DataRecord> read(DataSource source) {
        List<DataRecord> records = new ArrayList<>();
        try (RecordStream stream = source.records()) {
            for (Optional<DataRecord> next = stream.next();
                    next.isPresent();
                    next = stream.next()) {
                records.add(next.get());
            }
        }
        return records;
    }

    private static List<Long> identifiers(DataSource source) {
        return read(source).stream().map(record -> record.get("id", Long.class)).toList();
    }

    @Test
    void recordsHaveTheOrderOfTheirKeyInEveryPass() {
        try (DataSource source =
                open(
                        Map.of(
                                "table",
                                "people",
                                "columns",
                                List.of("id", "age", "joined"),
                                "where",
                                "id >= 10",
                                "order_by",
                                List.of("id")))) {
            assertThat(source.size()).hasValue(54);
            assertThat(source.schema().columns())
                    .extracting("type")
                    .containsExactly(ColumnType.INTEGER, ColumnType.NUMBER, ColumnType.TIME);
            List<Long> first = identifiers(source);
            assertThat(first).isSorted().hasSize(54);
            assertThat(identifiers(source)).isEqualTo(first);
            assertThat(read(source).get(0).where()).isEqualTo("table people, record 1");
        }
    }

    @Test
    void rowsWithoutAFixedOrderAreRefusedUnlessAllowed() {
        assertThatThrownBy(() -> open(Map.of("table", "people", "columns", List.of("id"))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-7113");
        // rows that a join or an explode multiplies have the number of the row in its file
        Path file = folder.resolve("ids.parquet");
        SPARK.table("people").select("id").write().parquet(file.toString());
        String query = "SELECT id, explode(array(1, 2)) AS n FROM parquet.`%s`".formatted(file);
        SPARK.sql(query).createOrReplaceTempView("multiplied");
        assertThatThrownBy(() -> open(Map.of("sql", query))).hasMessageContaining("SORA-7113");
        assertThatThrownBy(() -> open(Map.of("table", "multiplied")))
                .hasMessageContaining("SORA-7113");
        assertThatThrownBy(
                        () ->
                                open(
                                        Map.of(
                                                "table",
                                                "people",
                                                "columns",
                                                List.of("id"),
                                                "order_by",
                                                List.of("city"))))
                .hasMessageContaining("SORA-7114");
        try (DataSource source =
                open(
                        Map.of(
                                "sql",
                                "SELECT id FROM people WHERE city = 'Rome'",
                                "any_order",
                                true))) {
            List<Long> first = identifiers(source);
            assertThat(first).isNotEmpty();
            assertThat(identifiers(source)).isEqualTo(first);
        }
    }

    @Test
    void filesOfParquetHaveTheOrderOfTheirRows() {
        Path file = folder.resolve("people.parquet");
        SPARK.table("people").drop("odd").coalesce(1).write().parquet(file.toString());
        List<Long> stored =
                SPARK.read().parquet(file.toString()).select("id").collectAsList().stream()
                        .map(row -> row.getLong(0))
                        .toList();

        try (DataSource source = open(Map.of("path", file.toString()))) {
            assertThat(identifiers(source)).isEqualTo(stored);
        }
    }

    @Test
    void passwordsComeFromTheEnvironment() {
        Settings given =
                Settings.of(
                        TYPE.descriptor().settings(),
                        Map.of(
                                "options",
                                Map.of("user", "anna"),
                                "option_variables",
                                Map.of("password", "SECRET")));

        assertThat(ReaderOptions.of(given, Map.of("SECRET", "x")::get))
                .containsOnly(Map.entry("user", "anna"), Map.entry("password", "x"));
        assertThatThrownBy(() -> ReaderOptions.of(given, name -> null))
                .hasMessageContaining("SORA-7118")
                .hasMessageContaining("SECRET");
        for (String name : List.of("Password", "fs.s3a.secret.key", "authToken", "accessKey")) {
            assertThatThrownBy(() -> open(Map.of("path", "x", "options", Map.of(name, "hidden"))))
                    .as(name)
                    .hasMessageContaining("SORA-7118")
                    .hasMessageNotContaining("hidden");
        }
        String url = "jdbc:postgresql://host/people?user=anna&password=hidden";
        assertThatThrownBy(() -> open(Map.of("path", "x", "options", Map.of("url", url))))
                .hasMessageContaining("SORA-7118")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void whatCannotBeReadIsRefused() {
        assertThatThrownBy(() -> open(Map.of("table", "people", "order_by", List.of("id"))))
                .hasMessageContaining("SORA-7103")
                .hasMessageContaining("'odd'");
        assertThatThrownBy(() -> open(Map.of("table", "no_such_table")))
                .hasMessageContaining("SORA-7104");
        assertThatThrownBy(() -> open(Map.of("table", "people", "sql", "SELECT 1")))
                .hasMessageContaining("SORA-7112");
    }

    @Test
    void aTrainingGivesTheModelThatTheSameRowsInAFileGive() {
        String manifest =
                """
                manifest: 1
                name: ages
                seed: 7
                engine: {type: cpu, threads: 1}
                data:
                  train: SOURCE
                inputs:
                  age: {type: number, column: age}
                particles:
                  hidden: {type: dense, from: age, units: 4}
                outputs:
                  kind: {type: classification, column: label, from: hidden}
                training:
                  optimiser: {type: adam, learning_rate: 0.01}
                  epochs: 1
                  batch_size: 16
                """;
        try (EmbeddedSora sora = EmbeddedSora.builder().plugin(new SparkData(SPARK)).build()) {
            var spark =
                    train(
                            sora,
                            manifest.replace(
                                    "SOURCE",
                                    "{type: spark, table: people, columns: [id, age, label],"
                                            + " order_by: [id]}"),
                            "spark");
            var file =
                    train(
                            sora,
                            manifest.replace(
                                    "SOURCE",
                                    "{type: csv, path: people.csv, types: {age: number}}"),
                            "file");

            assertThat(spark).isEqualTo(file);
        }
    }

    private static Object train(EmbeddedSora sora, String manifest, String name) {
        return sora.train(
                        sora.plan(manifest, folder, Overrides.none()),
                        new TrainingRequest(folder.resolve(name), false),
                        event -> {})
                .metrics()
                .tree();
    }
}
