// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.source;

import dev.sora.data.DataRecord;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.source.RecordStream;
import dev.sora.spark.rows.RecordReader;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** A pass over written rows, file by file. */
final class StagedRecords implements RecordStream {

    private final SparkSession spark;
    private final StructType schema;
    private final Iterator<Path> files;
    private final RecordReader reader;
    private final String name;
    private Iterator<Row> rows = List.<Row>of().iterator();
    private long rowOfFile;
    private long number;

    StagedRecords(
            SparkSession spark,
            StructType schema,
            List<Path> files,
            RecordReader reader,
            String name) {
        this.spark = spark;
        this.schema = schema;
        this.files = files.iterator();
        this.reader = reader;
        this.name = name;
    }

    @Override
    public Optional<DataRecord> next() {
        while (!rows.hasNext()) {
            if (!files.hasNext()) {
                return Optional.empty();
            }
            rows =
                    spark.read()
                            .schema(schema)
                            .parquet(files.next().toString())
                            .select(functions.col("*"), functions.col("_metadata.row_index"))
                            .toLocalIterator();
            rowOfFile = 0;
        }
        Row row = rows.next();
        if (row.getLong(row.size() - 1) != rowOfFile++) {
            throw new DataException(
                    Problem.of("SORA-7108", "Spark could not complete the job")
                            .where(name)
                            .have("rows of a file in another order than it has")
                            .fix("raise spark.sql.files.maxPartitionBytes"));
        }
        number++;
        return Optional.of(reader.of(row, name, number));
    }

    @Override
    public void close() {
        // Spark ends the job of an iterator with its task
        rows = List.<Row>of().iterator();
    }
}
