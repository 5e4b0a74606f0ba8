// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.core.Sora.ColumnInfo;
import dev.sora.problem.DataException;
import dev.sora.problem.SoraException;
import dev.sora.spark.LocalSpark;
import dev.sora.spark.rows.BoundColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predictions on Spark equal those of {@code sora predict}, or are refused as there. */
final class TestPredictions {

    private static final int ROWS = 40;
    private static final double CLOSE = 1e-6;

    @TempDir private static Path folder;

    private static SparkSession spark;
    private static ShippedModel one;
    private static Path csv;
    private static List<Prediction> expected;
    private static Dataset<Row> table;

    @BeforeAll
    static void predictWithoutSpark() throws IOException {
        spark = LocalSpark.session();
        csv = Files.writeString(folder.resolve("new.csv"), TrainedModels.table(ROWS, 2));
        expected =
                TrainedModels.expected(
                        TrainedModels.one(), csv, PredictionOptions.DEFAULT.keeping("id"));
        one = ShippedModel.of(spark, TrainedModels.one().toString());
        table =
                input(csv)
                        .rows()
                        .withColumn("id", col("id").cast("long"))
                        .withColumn("age", col("age").cast("double"))
                        .withColumn("joined", col("joined").cast("timestamp_ntz"))
                        .drop("label", "pay")
                        .cache();
    }

    private static void assertEqual(Dataset<Row> predicted) {
        List<Row> rows = predicted.sort(col("id").cast("long")).collectAsList();
        assertThat(rows).hasSize(ROWS);
        for (int i = 0; i < ROWS; i++) {
            Row row = rows.get(i);
            Prediction wanted = expected.get(i);
            assertThat(String.valueOf(row.<Object>getAs("id")))
                    .isEqualTo(wanted.kept().get("id").toString());
            assertThat(row.<String>getAs("label")).isEqualTo(wanted.answer().text("label"));
            assertThat(row.<Double>getAs("probability"))
                    .isCloseTo(wanted.answer().number("probability"), within(CLOSE));
            Map<String, Double> found = row.getJavaMap(row.fieldIndex("probabilities"));
            wanted.answer()
                    .numbers("probabilities")
                    .forEach((k, v) -> assertThat(found.get(k)).isCloseTo(v, within(CLOSE)));
        }
    }

    /**
     * microsoft/SynapseML issue 986: answers depended on the partitions; dmlc/xgboost issue 4294:
     * those of rows with missing values differed from those without Spark; mlflow/mlflow issue
     * 2443: answers could not be matched to rows.
     */
    @Test
    void textFilesGiveTheSameAnswersAsWithoutSpark() throws IOException {
        for (int partitions : new int[] {1, 4}) {
            Path lines = folder.resolve("lines-" + partitions + ".jsonl");
            table.repartition(partitions).write().json(lines.toString());
            assertEqual(predicted(lines));
        }
        assertEqual(predicted(csv));
        Path parts = Files.createDirectory(folder.resolve("parts"));
        List<String> all = Files.readAllLines(csv);
        Files.write(parts.resolve("a.csv"), all.subList(0, 11));
        Files.writeString(
                parts.resolve("b.csv"),
                all.get(0) + "\n" + String.join("\n", all.subList(11, all.size())));
        assertEqual(predicted(parts));
    }

    @Test
    void parquetGivesTheSameAnswersAsWithoutSpark() {
        for (int partitions : new int[] {1, 4}) {
            Path file = folder.resolve("new-" + partitions + ".parquet");
            table.repartition(partitions).write().parquet(file.toString());
            assertEqual(predicted(file));
        }
    }

    private static InputTable input(Path place) {
        try (SharedModels.Lease lease = SharedModels.lease(one)) {
            return InputTable.of(spark, place.toString(), Map.of(), lease.model());
        }
    }

    private static Dataset<Row> predicted(Path place) {
        InputTable input = input(place);
        return Predictions.of(input.rows(), one, columns(), input.form(), place.toString());
    }

    /** microsoft/SynapseML issue 1556: partitions without rows. */
    @Test
    void emptyPartitionsAndTablesAreEmpty() {
        // rows of two groups in six partitions
        assertEqual(
                Predictions.of(
                        table.repartition(6, col("city").isNull()),
                        one,
                        PredictionColumns.DEFAULT));
        assertThat(
                        Predictions.of(table.filter("id < 0"), one, PredictionColumns.DEFAULT)
                                .collectAsList())
                .isEmpty();
    }

    @Test
    void everyTypeOfSparkThatHoldsTheValueGivesTheSameAnswer() {
        assertEqual(Predictions.of(retyped("age", "decimal(20, 6)"), one, columns()));
        assertEqual(Predictions.of(retyped("age", "string"), one, columns()));
        assertEqual(Predictions.of(retyped("joined", "string"), one, columns()));
        spark.conf().set("spark.sql.session.timeZone", "UTC");
        try {
            assertEqual(Predictions.of(retyped("joined", "timestamp"), one, columns()));
        } finally {
            spark.conf().unset("spark.sql.session.timeZone");
        }
    }

    /** dmlc/xgboost issue 4714: a crash with NaN, which other tools write for a missing value. */
    @Test
    void nanIsAMissingValue() {
        Dataset<Row> marked = table.withColumn("age", coalesce(col("age"), lit(Double.NaN)));

        assertEqual(Predictions.of(marked, one, columns()));
    }

    /** src-d/jgit-spark-connector issue 314: each use of a result computed it again. */
    @Test
    void everyRowIsPredictedOnce() {
        Dataset<Row> used =
                Predictions.of(table, one, PredictionColumns.DEFAULT)
                        .filter(col("probability").gt(0))
                        .select(col("label"), col("probability").multiply(2));

        String plan = used.queryExecution().executedPlan().toString();

        assertThat(plan.split("MapPartitions", -1)).hasSize(2);
    }

    private static Dataset<Row> retyped(String column, String type) {
        return table.withColumn(column, col(column).cast(type));
    }

    private static PredictionColumns columns() {
        return PredictionColumns.DEFAULT.keeping(List.of("id"));
    }

    @Test
    void aTypeThatNoRecordHasIsRefusedBeforeAJobStarts() {
        Dataset<Row> odd = table.withColumn("age", map(lit("a"), lit(1)));

        assertThatThrownBy(() -> Predictions.of(odd, one, columns()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-7103")
                .hasMessageContaining("'age'")
                .hasMessageContaining("map<string,int>");
    }

    @Test
    void aMissingColumnIsRefusedBeforeAJobStarts() {
        assertThatThrownBy(() -> Predictions.of(table.drop("city"), one, columns()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-7101")
                .hasMessageContaining("city");
    }

    @Test
    void namesAreComparedWithTheirCase() {
        assertThatThrownBy(
                        () ->
                                Predictions.of(
                                        table.withColumnRenamed("city", "City"), one, columns()))
                .hasMessageContaining("rename 'City' to 'city'");
        Dataset<Row> both = table.select(col("*"), col("age").as("age"));
        assertThatThrownBy(() -> Predictions.of(both, one, columns()))
                .hasMessageContaining("SORA-7102");
    }

    /** mlflow/mlflow issue 4131: columns reached the model without their names. */
    @Test
    void theOrderOfColumnsDoesNotMatter() {
        assertEqual(Predictions.of(table.select("joined", "id", "city", "age"), one, columns()));
    }

    @Test
    void columnsInStructuresAreFoundByTheirPath() {
        Dataset<Row> nested = table.select(col("id"), struct("age", "city", "joined").as("person"));

        assertThatThrownBy(() -> Predictions.of(nested, one, columns()))
                .hasMessageContaining("SORA-7101");
        assertThat(
                        BoundColumns.of(
                                nested.schema(),
                                List.of(new ColumnInfo("x", "person.age", Set.of())),
                                "table"))
                .extracting(BoundColumns.Bound::path)
                .containsExactly(List.of("person", "age"));
    }

    @Test
    void aBrokenRowEndsTheJobWithItsFileAndNumber() {
        Path file = folder.resolve("broken.parquet");
        broken().coalesce(1).sortWithinPartitions("id").write().parquet(file.toString());

        assertThatThrownBy(() -> ExecutorFailure.receive("", () -> predicted(file).collectAsList()))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-4")
                .hasMessageContaining("broken.parquet")
                .hasMessageContaining("record 6")
                .hasMessageContaining("--on-error skip");
    }

    private static Dataset<Row> broken() {
        return table.withColumn(
                "age", when(col("id").equalTo(5), "much").otherwise(col("age").cast("string")));
    }

    @Test
    void aBrokenRowHasItsErrorIfSuchAreSkipped() {
        List<Row> rows =
                Predictions.of(broken(), one, columns().skippingBroken())
                        .sort("id")
                        .collectAsList();

        assertThat(rows).hasSize(ROWS);
        Row row = rows.get(5);
        assertThat(row.<Object>getAs("label")).isNull();
        Row error = row.getAs("error");
        assertThat(error.<String>getAs("code")).startsWith("SORA-4");
        assertThat(rows.get(6).<Object>getAs("error")).isNull();
        assertThat(rows.get(6).<Object>getAs("label")).isNotNull();
    }

    @Test
    void columnsOfTheInputStayAndGiveWayToAnswers() {
        Dataset<Row> labelled =
                table.withColumn("label", lit(true)).withColumn("more", array(lit(1)));

        StructType schema =
                Predictions.of(labelled, one, PredictionColumns.DEFAULT.top(1)).schema();

        assertThat(schema.fieldNames())
                .containsExactly(
                        "id",
                        "age",
                        "city",
                        "joined",
                        "keep.label",
                        "more",
                        "label",
                        "probability",
                        "probabilities");
        assertThat(schema.apply("probabilities").dataType())
                .isEqualTo(
                        DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType, true));
        Row row = Predictions.of(labelled, one, PredictionColumns.DEFAULT.top(1)).first();
        assertThat(row.getJavaMap(row.fieldIndex("probabilities"))).hasSize(1);
    }

    @Test
    void severalOutputsAreStructures() {
        ShippedModel two = ShippedModel.of(spark, TrainedModels.two().toString());
        List<Prediction> without =
                TrainedModels.expected(TrainedModels.two(), csv, PredictionOptions.DEFAULT);

        List<Row> rows =
                Predictions.of(table, two, columns().prefixed("sora_")).sort("id").collectAsList();

        Row last = rows.get(ROWS - 1);
        assertThat(last.<Row>getAs("sora_kind").<String>getAs("label"))
                .isEqualTo(without.get(ROWS - 1).answer("kind").text("label"));
        assertThat(last.<Row>getAs("sora_pay").<Double>getAs("value"))
                .isCloseTo(without.get(ROWS - 1).answer("pay").number("value"), within(CLOSE));
    }

    @Test
    void tasksOfAJvmShareOneOpenModel() {
        int before = SharedModels.open();

        Predictions.of(table.repartition(8), one, columns()).collectAsList();
        Predictions.of(table.repartition(3), one, columns()).collectAsList();

        assertThat(SharedModels.open()).isEqualTo(Math.max(1, before));
    }

    @Test
    void onlyTheColumnsOfTheModelAreRead() {
        Path file = folder.resolve("wide.parquet");
        table.withColumn("unread", lit("x")).write().parquet(file.toString());

        String plan = predicted(file).queryExecution().executedPlan().toString();

        assertThat(plan).contains("city").doesNotContain("unread");
    }
}
