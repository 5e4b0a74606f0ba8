// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.source;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.setting.Settings;
import dev.sora.spark.files.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The folder that the rows of a source are written to; removed when it is closed. */
final class StagingFolder implements AutoCloseable {

    private final SparkSession spark;
    private final Path path;
    private final Optional<TemporaryFolder> temporary;

    private StagingFolder(SparkSession spark, Path path, Optional<TemporaryFolder> temporary) {
        this.spark = spark;
        this.path = path;
        this.temporary = temporary;
    }

    /**
     * Returns the folder, which need not exist.
     *
     * @throws DataException if executors do not reach the temporary files of the driver, and the
     *     settings name no folder
     */
    static StagingFolder of(SparkSession spark, Settings settings) {
        if (settings.find(SparkSourceType.STAGING).isPresent()) {
            Path path =
                    new Path(
                            settings.find(SparkSourceType.STAGING).get(),
                            "sora-rows-" + UUID.randomUUID());
            return new StagingFolder(spark, path, Optional.empty());
        }
        if (!spark.sparkContext().isLocal()) {
            throw new DataException(
                    Problem.of("SORA-7112", "the source 'spark' needs a folder for its rows")
                            .needs("'staging': a folder that driver and executors reach")
                            .have("executors on other machines")
                            .fix("set 'staging', such as hdfs://name/tmp"));
        }
        TemporaryFolder folder = TemporaryFolder.create("rows");
        return new StagingFolder(spark, new Path(folder.path().toUri()), Optional.of(folder));
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        if (temporary.isPresent()) {
            temporary.get().close();
            return;
        }
        try {
            path.getFileSystem(spark.sparkContext().hadoopConfiguration()).delete(path, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
