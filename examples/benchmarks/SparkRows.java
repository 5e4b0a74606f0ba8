// SPDX-License-Identifier: Apache-2.0

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.rand;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Draws a table of people with Spark: {@code java SparkRows.java ROWS FOLDER FORMAT FILES}. A label
 * follows from three columns, so that a model has something to learn.
 */
public final class SparkRows {

    private SparkRows() {}

    public static void main(String[] arguments) {
        long rows = Long.parseLong(arguments[0]);
        SparkSession spark =
                SparkSession.builder()
                        .master("local[*]")
                        .config("spark.ui.enabled", false)
                        .config("spark.log.level", "ERROR")
                        .getOrCreate();
        int parts = Integer.parseInt(arguments[3]);
        Dataset<Row> table =
                spark.range(0, rows, 1, parts)
                        .withColumn("age", expr("18 + floor(rand(1) * 60)").cast("int"))
                        .withColumn("hours", rand(2).multiply(60))
                        .withColumn("gain", rand(3).multiply(rand(4)).multiply(10_000))
                        .withColumn("debt", rand(5).multiply(1_000))
                        .withColumn("city", one(6, "Rome", "Oslo", "Lima", "Kyoto"))
                        .withColumn("work", one(7, "private", "public", "none"))
                        .withColumn(
                                "label",
                                when(expr("age + hours + gain / 500 > 90"), lit("more"))
                                        .otherwise(lit("less")));
        if (arguments[2].equals("csv")) {
            table.coalesce(1).write().option("header", true).csv(arguments[1]);
        } else {
            table.drop("label").write().parquet(arguments[1]);
        }
        spark.stop();
    }

    private static Column one(long seed, String... words) {
        Column[] choices = new Column[words.length];
        for (int i = 0; i < words.length; i++) {
            choices[i] = lit(words[i]);
        }
        Column place = rand(seed).multiply(words.length).cast("int").plus(1);
        return element_at(array(choices), place);
    }
}
