// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import dev.sora.core.io.Digests;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.spark.files.TemporaryFolder;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkFiles;
import org.apache.spark.sql.SparkSession;

/**
 * A model package that the driver sends to the executors. Its name is its digest, so that an
 * executor opens what the driver has read, and two packages of one name do not meet.
 */
public final class ShippedModel implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String digest;
    private final String origin;

    private ShippedModel(String digest, String origin) {
        this.digest = digest;
        this.origin = origin;
    }

    /**
     * Sends a package to the executors of a session; those that start later receive it too.
     *
     * @param place a file of the driver, or a path of Hadoop such as {@code hdfs://…}
     * @throws DataException if it cannot be read
     */
    public static ShippedModel of(SparkSession spark, String place) {
        // executors fetch it from here whenever they start, so it stays until the driver ends
        TemporaryFolder folder = TemporaryFolder.create("model");
        boolean sent = false;
        try {
            Path copy = folder.path().resolve("model");
            read(spark.sparkContext(), place, copy);
            ShippedModel model = new ShippedModel(Digests.sha256(copy), place);
            // Spark refuses a second file of one name, and threads may send the same package
            synchronized (ShippedModel.class) {
                if (!spark.sparkContext().listFiles().exists(f -> f.endsWith(model.fileName()))) {
                    Path named = folder.path().resolve(model.fileName());
                    Files.move(copy, named);
                    spark.sparkContext().addFile(named.toUri().toString());
                    sent = true;
                    folder.removeAtExit(named);
                }
            }
            return model;
        } catch (IOException e) {
            throw new DataException(
                    Problem.of("SORA-7104", "the model package cannot be sent to the executors")
                            .where(place)
                            .have(e.toString())
                            .fix("check the path, and the space in the driver's temporary folder"),
                    e);
        } finally {
            if (!sent) {
                folder.close();
            }
        }
    }

    private static void read(SparkContext spark, String place, Path copy) throws IOException {
        if (!place.contains(":/") && Files.exists(Path.of(place))) {
            Files.copy(Path.of(place), copy, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(place);
        FileSystem files = path.getFileSystem(spark.hadoopConfiguration());
        if (!files.exists(path)) {
            throw new DataException(
                    Problem.of("SORA-7104", "there is no such model package")
                            .where(place)
                            .have("neither a file of the driver nor one of " + files.getUri())
                            .fix("check the path"));
        }
        try (var in = files.open(path)) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Returns the digest of the package, SHA-256 in hexadecimal. */
    public String digest() {
        return digest;
    }

    private String fileName() {
        return "sora-" + digest + ".sora";
    }

    /**
     * Returns the file of the package in this JVM, the driver's or an executor's.
     *
     * @throws DataException if it is not what the driver sent
     */
    public Path file() {
        Path file = Path.of(SparkFiles.get(fileName()));
        String found = Files.exists(file) ? Digests.sha256(file) : "no file";
        if (!found.equals(digest)) {
            throw new DataException(
                    Problem.of("SORA-7109", "an executor has another model package than the driver")
                            .where(file + ", from " + origin)
                            .needs(digest)
                            .have(found)
                            .fix("see the log of the executor; start the application again"));
        }
        return file;
    }
}
