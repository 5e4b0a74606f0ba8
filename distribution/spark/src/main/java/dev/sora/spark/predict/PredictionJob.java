// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.sora.core.InterruptedRunException;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Predicts for a table and writes the predictions as a folder of files.
 *
 * @param model the package, a file of the driver or a path of Hadoop
 * @param input a path or the name of a table
 * @param output the folder, which must not exist
 * @param format the format of its files
 * @param read options of Spark's reader
 */
public record PredictionJob(
        String model,
        String input,
        String output,
        OutputFolder.Format format,
        PredictionColumns columns,
        Map<String, String> read) {

    private static final String ROWS = "rows";
    private static final String BROKEN = "broken";

    /**
     * What a job has written.
     *
     * @param rows the number of rows
     * @param broken the number of those that have an error instead of an answer
     */
    public record Written(long rows, long broken) {}

    /**
     * Runs the job.
     *
     * @throws dev.sora.problem.SoraException if the input or a row cannot be used, or the folder
     *     exists; there is no output then
     */
    public Written run(SparkSession spark) {
        OutputFolder folder = new OutputFolder(spark, output, format);
        folder.refuseExisting();
        ShippedModel shipped = ShippedModel.of(spark, model);
        InputTable table;
        try (SharedModels.Lease lease = SharedModels.lease(shipped)) {
            table = InputTable.of(spark, input, read, lease.model());
        }
        String where = "--input " + input;
        return ExecutorFailure.receive(
                where,
                () -> {
                    if (table.rows().isEmpty()) {
                        throw new DataException(
                                Problem.of("SORA-4001", "the data source holds no records")
                                        .where(where)
                                        .fix("check the path, or the query of the table"));
                    }
                    Dataset<Row> predicted =
                            Predictions.of(table.rows(), shipped, columns, table.form(), where);
                    Observation counts = new Observation();
                    folder.write(predicted.observe(counts, count(lit(1)).as(ROWS), broken()));
                    return written(counts);
                });
    }

    private static Written written(Observation counts) {
        try {
            Map<String, Object> found = counts.getAsJava();
            return new Written((Long) found.get(ROWS), (Long) found.get(BROKEN));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedRunException("stopped after the predictions were written");
        }
    }

    private Column broken() {
        return (columns.skipBroken()
                        ? count(col(columns.prefix() + AnswerColumns.ERROR))
                        : count(lit(null)))
                .as(BROKEN);
    }
}
