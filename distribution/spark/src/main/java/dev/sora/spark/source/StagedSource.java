// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.source;

import dev.sora.data.Column;
import dev.sora.data.Schema;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import dev.sora.spark.rows.Messages;
import dev.sora.spark.rows.RecordReader;
import dev.sora.spark.rows.RowForm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * A source whose rows were computed once and written in their order, so that every pass of a
 * training reads the same ones, whatever changes in the table meanwhile. The files are removed when
 * the source is closed.
 */
final class StagedSource implements DataSource {

    /** The number of rows of a file, so that Spark reads one after another with little memory. */
    private static final long ROWS_OF_FILE = 250_000;

    /** The folder of the rows, within the one that is removed. */
    private static final String ROWS = "rows";

    private final SparkSession spark;
    private final SourceTable table;
    private final StagingFolder staging;
    private final List<Path> parts;
    private final long size;

    private StagedSource(
            SparkSession spark,
            SourceTable table,
            StagingFolder staging,
            List<Path> parts,
            long size) {
        this.spark = spark;
        this.table = table;
        this.staging = staging;
        this.parts = List.copyOf(parts);
        this.size = size;
    }

    /**
     * Writes the rows of a table.
     *
     * @throws DataException if executors cannot write where the driver reads, or Spark fails
     */
    static StagedSource of(SparkSession spark, SourceTable table, Settings settings) {
        StagingFolder staging = StagingFolder.of(spark, settings);
        // Spark makes the folder of the rows itself
        Path folder = new Path(staging.path(), ROWS);
        try {
            table.rows()
                    .write()
                    .mode(SaveMode.ErrorIfExists)
                    .option("maxRecordsPerFile", ROWS_OF_FILE)
                    .parquet(folder.toString());
            List<Path> parts = parts(spark, folder);
            long size = parts.isEmpty() ? 0 : spark.read().parquet(folder.toString()).count();
            return new StagedSource(spark, table, staging, parts, size);
        } catch (Exception e) {
            try {
                staging.close();
            } catch (RuntimeException left) {
                e.addSuppressed(left);
            }
            if (e instanceof DataException own) {
                throw own;
            }
            throw new DataException(
                    Problem.of("SORA-7108", "Spark could not complete the job")
                            .where(table.name())
                            .have(Messages.firstLine(e))
                            .fix("see the log of Spark"),
                    e);
        }
    }

    /** Returns the files in the order of their rows: by partition, and by number within. */
    private static List<Path> parts(SparkSession spark, Path folder) throws IOException {
        FileSystem files = folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
        List<Path> parts = new ArrayList<>();
        Arrays.stream(files.listStatus(folder))
                .map(FileStatus::getPath)
                .filter(path -> path.getName().startsWith("part-"))
                .sorted(Comparator.comparing(Path::getName))
                .forEach(parts::add);
        return parts;
    }

    @Override
    public Schema schema() {
        return new Schema(
                table.columns().stream()
                        .map(bound -> Column.of(bound.name(), bound.kind().type()))
                        .toList());
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(size);
    }

    @Override
    public RecordStream records() {
        return new StagedRecords(
                spark,
                table.rows().schema(),
                parts,
                new RecordReader(table.columns(), RowForm.TABLE),
                table.name());
    }

    @Override
    public void close() {
        staging.close();
    }
}
