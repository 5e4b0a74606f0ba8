// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import dev.sora.core.Model;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.spark.rows.Messages;
import dev.sora.spark.rows.RowForm;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A table to predict for: files of Spark, or a table of its catalogue.
 *
 * @param form what nulls of its rows mean
 */
record InputTable(Dataset<Row> rows, RowForm form) {

    private static final String FAIL = "FAILFAST";

    /**
     * Reads a table.
     *
     * @param place a path, or the name of a table
     * @param options options of Spark's reader, which override those that follow from the model
     * @param model how its training data was read decides how text is
     * @throws DataException if it does not exist, or Spark cannot read it
     */
    static InputTable of(
            SparkSession spark, String place, Map<String, String> options, Model model) {
        InputFormat.Found found;
        try {
            found = InputFormat.of(spark, place);
        } catch (IOException e) {
            throw unreadable(place, e.toString(), e);
        } catch (DataException e) {
            throw e;
        } catch (RuntimeException e) {
            throw unreadable(place, Messages.firstLine(e), e);
        }
        InputFormat format = found.format();
        try {
            Map<String, String> all = new LinkedHashMap<>(defaults(format, place, options, model));
            all.putAll(options);
            if (format == InputFormat.TABLE) {
                return new InputTable(spark.table(place), RowForm.TABLE);
            }
            Dataset<Row> rows = spark.read().format(format.spark()).options(all).load(place);
            found.files().ifPresent(files -> files.check(rows, options));
            return new InputTable(rows, form(format));
        } catch (DataException e) {
            throw e;
        } catch (Exception e) {
            throw unreadable(place, Messages.firstLine(e), e);
        }
    }

    private static RowForm form(InputFormat format) {
        return switch (format) {
            case CSV, TSV -> RowForm.CSV;
            case JSON -> RowForm.JSON;
            default -> RowForm.TABLE;
        };
    }

    private static Map<String, String> defaults(
            InputFormat format, String place, Map<String, String> given, Model model) {
        Map<String, String> options = new LinkedHashMap<>();
        switch (format) {
            case CSV, TSV -> {
                options.put("sep", format == InputFormat.TSV ? "\t" : ",");
                options.put("header", "true");
                options.put("quote", "\"");
                options.put("encoding", "UTF-8");
                // fields may have line breaks within quotes
                options.put("multiLine", "true");
                // the names in the first rows of all files decide, and a row with too few fields
                // ends the job: otherwise Spark reads such data as other columns or as nulls
                options.put("enforceSchema", "false");
                options.put("columnPruning", "false");
                options.put("mode", FAIL);
                if (given.keySet().stream().allMatch(InputFiles::isOfFiles)) {
                    options.putAll(TrainedCsv.options(ServedModel.trained(model), place));
                }
                // RFC 4180: a quote within quotes is written twice
                options.put("escape", options.get("quote"));
            }
            case JSON -> options.put("mode", FAIL);
            default -> {}
        }
        return options;
    }

    private static DataException unreadable(String place, String why, Exception cause) {
        return new DataException(
                Problem.of("SORA-7104", "Spark cannot read the input")
                        .where("--input " + place)
                        .have(why)
                        .fix("check the path and the options of --read"),
                cause);
    }
}
