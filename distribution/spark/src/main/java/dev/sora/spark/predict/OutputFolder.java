// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * The folder of predictions. Spark's committer moves the files of all tasks into it when the last
 * one has ended, and writes the file {@code _SUCCESS} last; a job that fails leaves no folder.
 */
public final class OutputFolder {

    /** What a reader may rely on: it exists once all files do. */
    private static final String DONE = "_SUCCESS";

    private final SparkSession spark;
    private final String place;
    private final Format format;

    /** The format of files of predictions. */
    public enum Format {
        /** Parquet, with typed columns. */
        PARQUET("parquet"),
        /** Lines of JSON. */
        JSONL("json");

        private final String spark;

        Format(String spark) {
            this.spark = spark;
        }
    }

    OutputFolder(SparkSession spark, String place, Format format) {
        this.spark = spark;
        this.place = place;
        this.format = format;
    }

    private FileSystem files(Path path) throws IOException {
        return path.getFileSystem(spark.sparkContext().hadoopConfiguration());
    }

    /**
     * Refuses a folder that exists.
     *
     * @throws DataException if it does
     */
    void refuseExisting() {
        Path path = new Path(place);
        try {
            if (files(path).exists(path)) {
                throw existing();
            }
        } catch (IOException e) {
            throw new DataException(
                    Problem.of("SORA-7105", "the output cannot be written")
                            .where("--output " + place)
                            .have(e.toString())
                            .fix("check the path and its rights"),
                    e);
        }
    }

    /**
     * Writes a table; leaves no folder if that fails.
     *
     * @throws DataException if another job has made the folder meanwhile, which then stays
     */
    void write(Dataset<Row> table) {
        refuseExisting();
        try {
            table.write()
                    .format(format.spark)
                    .mode(SaveMode.ErrorIfExists)
                    // the other algorithm lets each task move its files before the job has ended
                    .option("mapreduce.fileoutputcommitter.algorithm.version", "1")
                    .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "true")
                    .save(place);
        } catch (Exception e) {
            // declared by no method of Spark, and thrown nevertheless
            if (isExisting(e)) {
                throw existing();
            }
            try {
                removeUnfinished();
            } catch (RuntimeException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    private static boolean isExisting(Exception e) {
        return e instanceof AnalysisException refused
                && "PATH_ALREADY_EXISTS".equals(refused.getCondition());
    }

    private DataException existing() {
        return new DataException(
                Problem.of("SORA-7105", "the output exists already")
                        .where("--output " + place)
                        .needs("a folder that does not exist")
                        .fix("name another folder, or delete this one"));
    }

    private void removeUnfinished() {
        Path path = new Path(place);
        try {
            FileSystem files = files(path);
            // another job may have completed the folder meanwhile
            if (files.exists(path) && !files.exists(new Path(path, DONE))) {
                files.delete(path, true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
