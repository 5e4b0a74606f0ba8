// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;

/** The format of an input, which the names of its files decide. */
enum InputFormat {
    /** A table of Spark's catalogue. */
    TABLE("", ""),
    /** Parquet. */
    PARQUET("parquet", "parquet"),
    /** ORC. */
    ORC("orc", "orc"),
    /** Comma-separated values. */
    CSV("csv", "csv"),
    /** Values with tabs between. */
    TSV("csv", "tsv|tab"),
    /** Lines of JSON. */
    JSON("json", "jsonl|json|ndjson");

    /** The most formats and names of a message. */
    private static final int SHOWN = 10;

    private final String spark;
    private final String endings;

    InputFormat(String spark, String endings) {
        this.spark = spark;
        this.endings = endings;
    }

    /** Returns the name that Spark has for the format. */
    String spark() {
        return spark;
    }

    /**
     * An input whose format is known.
     *
     * @param files its files; empty for a table
     */
    record Found(InputFormat format, Optional<InputFiles> files) {}

    /**
     * Returns the format and the files of a path or table.
     *
     * @throws DataException if there is none of the two, or if its files have several formats or an
     *     unknown one
     */
    static Found of(SparkSession session, String place) throws IOException {
        Path path = path(place);
        if (path != null) {
            FileSystem system = path.getFileSystem(session.sparkContext().hadoopConfiguration());
            if (system.exists(path)) {
                InputFiles files = InputFiles.of(system, path, place);
                return new Found(one(files), Optional.of(files));
            }
        }
        if (isTable(session, place)) {
            return new Found(TABLE, Optional.empty());
        }
        throw new DataException(
                Problem.of("SORA-4701", "there is no such file, folder or table")
                        .where("--input " + place)
                        .fix("check the path; every executor must reach it under this path"));
    }

    /** Returns the only format of files. */
    private static InputFormat one(InputFiles files) {
        Set<String> found = new TreeSet<>();
        InputFormat format = TABLE;
        for (Path file : files.files()) {
            Optional<InputFormat> own = ofName(file.getName());
            found.add(
                    own.map(f -> f.name().toLowerCase(Locale.ROOT))
                            .orElse("'%s'".formatted(file.getName())));
            format = own.orElse(format);
        }
        // Spark reads a file of any name as if it had the format of the others
        if (found.size() == 1 && format != TABLE) {
            return format;
        }
        throw new DataException(
                Problem.of("SORA-7104", "the names of the files do not tell one format")
                        .where("--input " + files.place())
                        .needs("files named .parquet, .orc, .csv, .tsv or .jsonl, of one")
                        .have(
                                found.isEmpty()
                                        ? "no file"
                                        : found.stream()
                                                .limit(SHOWN)
                                                .collect(Collectors.joining(", ")))
                        .fix("name the folder of one format, or a table of Spark"));
    }

    private static Path path(String place) {
        try {
            return new Path(place);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isTable(SparkSession session, String place) {
        try {
            return session.catalog().tableExists(place);
        } catch (Exception e) {
            if (e instanceof AnalysisException) {
                // not a name of a table
                return false;
            }
            throw e;
        }
    }

    private static Optional<InputFormat> ofName(String name) {
        String plain =
                name.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|bz2|zst|snappy|lz4)$", "");
        for (InputFormat format : values()) {
            if (!format.endings.isEmpty() && plain.matches(".*\\.(" + format.endings + ")")) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
