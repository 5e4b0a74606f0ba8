// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.spark.LocalSpark;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A model as a function of SQL, beside the table of its predictions. */
final class TestPredictionFunction {

    private static final int ROWS = 12;

    private static SparkSession spark;
    private static ShippedModel one;
    private static Dataset<Row> table;

    @BeforeAll
    static void register() {
        spark = LocalSpark.session();
        one = ShippedModel.of(spark, TrainedModels.one().toString());
        PredictionFunction.register(spark, "predict_people", one);
        table =
                spark.range(ROWS)
                        .withColumn("age", when(col("id").notEqual(3), col("id").multiply(6.5)))
                        .withColumn("city", when(col("id").notEqual(4), lit("Rome")))
                        .withColumn("joined", lit("2024-03-01 12:30:00").cast("timestamp_ntz"));
        table.createOrReplaceTempView("few_people");
    }

    /** Batches of other sizes round differently, so numbers are compared up to that. */
    private static void assertSame(List<Row> found, Dataset<Row> input) {
        List<Row> expected =
                Predictions.of(input, one, PredictionColumns.DEFAULT).sort("id").collectAsList();
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            Row answer = found.get(i).getAs("answer");
            assertThat(answer.<String>getAs("label")).isEqualTo(expected.get(i).getAs("label"));
            assertThat(answer.<Double>getAs("probability"))
                    .isCloseTo(
                            expected.get(i).getAs("probability"),
                            org.assertj.core.data.Offset.offset(1e-6));
            assertThat(answer.getMap(answer.fieldIndex("probabilities")).size())
                    .isEqualTo(
                            expected.get(i)
                                    .getMap(expected.get(i).fieldIndex("probabilities"))
                                    .size());
        }
    }

    private static List<Row> answers(Dataset<Row> input) {
        input.createOrReplaceTempView("asked");
        return spark.sql("SELECT id, predict_people(struct(*)) AS answer FROM asked ORDER BY id")
                .collectAsList();
    }

    /** sparklyr/sparklyr issue 871: a missing value ended the job. */
    @Test
    void answersAreThoseOfTheTable() {
        assertSame(answers(table), table);
    }

    @Test
    void momentsAreThoseOfTheTable() {
        Dataset<Row> moments =
                table.withColumn("joined", lit("2024-03-31 23:30:00").cast("timestamp"));

        assertSame(answers(moments), moments);
    }

    @Test
    void theResultIsTyped() {
        StructType result =
                (StructType)
                        spark.sql("SELECT predict_people(struct(*)) AS answer FROM few_people")
                                .schema()
                                .apply("answer")
                                .dataType();

        assertThat(result.fieldNames()).containsExactly("label", "probability", "probabilities");
        assertThat(result.apply("probability").dataType()).isEqualTo(DataTypes.DoubleType);
    }

    /** apache/spark pull request 10259: a null reached functions in other ways. */
    @Test
    void aNullStructureHasANullResult() {
        List<Row> rows =
                spark.sql(
                                "SELECT predict_people(IF(id = 2, NULL, struct(*))) AS answer"
                                        + " FROM few_people ORDER BY id")
                        .collectAsList();

        assertThat(rows.get(2).isNullAt(0)).isTrue();
        assertThat(rows.get(1).isNullAt(0)).isFalse();
    }

    @Test
    void aConstantIsPredictedOnTheDriver() {
        Row row =
                spark.sql(
                                "SELECT predict_people(named_struct('age', 30.0, 'city', 'Rome',"
                                        + " 'joined', TIMESTAMP_NTZ '2024-03-01 12:30:00')).label")
                        .first();

        assertThat(row.getString(0)).isIn("old", "young");
    }

    /** mlflow/mlflow issue 4571: a function of Spark lost the names of columns. */
    @Test
    void aStructureWithoutAColumnOfTheModelIsRefused() {
        assertThatThrownBy(() -> select("predict_people(struct(age, city))"))
                .hasStackTraceContaining("SORA-7101")
                .hasStackTraceContaining("joined");
        assertThatThrownBy(() -> select("predict_people(struct(age AS City, age, joined))"))
                .hasStackTraceContaining("rename 'City' to 'city'");
    }

    @Test
    void whatIsNoStructureIsRefused() {
        assertThatThrownBy(() -> select("predict_people(age)"))
                .hasStackTraceContaining("SORA-7103")
                .hasStackTraceContaining("struct(*)");
    }

    @Test
    void aBrokenRowEndsTheQueryOrHasItsError() {
        String broken =
                "struct(IF(id = 1, 'much', '4') AS age, city, joined)) AS answer FROM few_people"
                        + " ORDER BY id";
        PredictionFunction.register(
                spark, "try_people", one, PredictionColumns.DEFAULT.skippingBroken());

        assertThatThrownBy(() -> spark.sql("SELECT predict_people(" + broken).collectAsList())
                .hasStackTraceContaining("SORA-4")
                .hasStackTraceContaining("function predict_people")
                .hasStackTraceContaining("PredictionColumns.DEFAULT.skippingBroken()");
        List<Row> rows = spark.sql("SELECT try_people(" + broken).collectAsList();
        assertThat(rows.get(1).getStruct(0).<Row>getAs("error").<String>getAs("code"))
                .startsWith("SORA-4");
        assertThat(rows.get(2).getStruct(0).<Object>getAs("error")).isNull();
    }

    @Test
    void tasksOfAJvmShareOneModel() throws Exception {
        int before = SharedModels.open();

        select("predict_people(struct(*)).label");

        assertThat(SharedModels.open()).isEqualTo(before);
        // tasks of a query that another test let fail may still end
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (SharedModels.users() > 0 && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(SharedModels.users()).as("leases after the end of all tasks").isZero();
    }

    @Test
    void nothingPassesThroughAFunction() {
        assertThatThrownBy(
                        () ->
                                PredictionFunction.register(
                                        spark,
                                        "kept",
                                        one,
                                        PredictionColumns.DEFAULT.keeping(List.of("id"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Row> select(String expression) {
        return spark.sql("SELECT " + expression + " FROM few_people").collectAsList();
    }
}
