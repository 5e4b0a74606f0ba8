// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
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

    /** The most files of a folder whose names are read. */
    private static final int MOST_FILES = 10_000;

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
     * Returns the format of a path or table.
     *
     * @throws DataException if there is none of the two, or if its files have several formats or an
     *     unknown one
     */
    static InputFormat of(SparkSession session, String place) throws IOException {
        Set<InputFormat> found = new LinkedHashSet<>();
        Path path = path(place);
        if (path != null) {
            FileSystem files = path.getFileSystem(session.sparkContext().hadoopConfiguration());
            if (files.exists(path)) {
                collect(files, path, found);
                if (found.size() == 1) {
                    return found.iterator().next();
                }
                throw new DataException(
                        Problem.of("SORA-7104", "the names of the files do not tell one format")
                                .where("--input " + place)
                                .needs("files named .parquet, .orc, .csv, .tsv or .jsonl, of one")
                                .have(
                                        found.isEmpty()
                                                ? "none of these"
                                                : found.stream()
                                                        .map(f -> f.name().toLowerCase(Locale.ROOT))
                                                        .collect(Collectors.joining(", ")))
                                .fix("name the folder of one format, or a table of Spark"));
            }
        }
        if (isTable(session, place)) {
            return TABLE;
        }
        throw new DataException(
                Problem.of("SORA-4701", "there is no such file, folder or table")
                        .where("--input " + place)
                        .fix("check the path; every executor must reach it under this path"));
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
            // not a name of a table
            return false;
        }
    }

    private static void collect(FileSystem files, Path path, Set<InputFormat> found)
            throws IOException {
        RemoteIterator<LocatedFileStatus> each = files.listFiles(path, true);
        for (int i = 0; i < MOST_FILES && each.hasNext(); i++) {
            String name = each.next().getPath().getName();
            // Spark reads no such files
            if (!name.startsWith("_") && !name.startsWith(".")) {
                ofName(name).ifPresent(found::add);
            }
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
