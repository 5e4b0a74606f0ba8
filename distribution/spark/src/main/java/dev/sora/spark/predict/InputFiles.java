// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The files of an input, without those that Spark takes for hidden. Spark reads each of them, or
 * the input is refused: it leaves out files of folders within folders without a word.
 *
 * @param place the input as the user named it
 */
record InputFiles(String place, Set<Path> files) {

    /** The most files of a folder whose names are held. */
    private static final int MOST_FILES = 1_000_000;

    /** An option of Spark's reader that reads folders within folders, in lower case. */
    private static final String RECURSIVE = "recursivefilelookup";

    /** Options of Spark's reader by which a user leaves out files, in lower case. */
    private static final Set<String> CHOOSING =
            Set.of("pathglobfilter", "modifiedbefore", "modifiedafter");

    /**
     * Lists the files at a path, with those in folders within.
     *
     * @throws DataException if these are too many
     */
    static InputFiles of(FileSystem system, Path path, String place) throws IOException {
        Path root = system.makeQualified(path);
        Set<Path> found = new HashSet<>();
        RemoteIterator<LocatedFileStatus> each = system.listFiles(root, true);
        while (each.hasNext()) {
            Path file = each.next().getPath();
            if (isVisible(file, root)) {
                found.add(file);
            }
            if (found.size() > MOST_FILES) {
                throw new DataException(
                        Problem.of("SORA-7104", "the input has too many files")
                                .where("--input " + place)
                                .needs("at most %d files".formatted(MOST_FILES))
                                .fix("predict for one folder after the other"));
            }
        }
        return new InputFiles(place, found);
    }

    /** Spark reads no file that has such a name below the root, or lies in such a folder. */
    private static boolean isVisible(Path file, Path root) {
        for (Path at = file; at != null && !at.equals(root); at = at.getParent()) {
            String name = at.getName();
            boolean internal = name.startsWith("_") && !name.contains("=");
            if (internal || name.startsWith(".") || name.endsWith("._COPYING_")) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether an option of Spark's reader decides which files are read, not how. */
    static boolean isOfFiles(String option) {
        return leavesOut(option) || option.equalsIgnoreCase(RECURSIVE);
    }

    private static boolean leavesOut(String option) {
        return CHOOSING.contains(option.toLowerCase(Locale.ROOT));
    }

    /**
     * Checks that Spark reads all of the files, and no others.
     *
     * @param options options of the reader that the user gave; they may choose among the files
     * @throws DataException if it does not
     */
    void check(Dataset<Row> rows, Map<String, String> options) {
        if (options.keySet().stream().anyMatch(InputFiles::leavesOut)) {
            return;
        }
        Set<Path> read =
                Arrays.stream(rows.inputFiles())
                        .map(file -> new Path(URI.create(file)))
                        .map(InputFiles::plain)
                        .collect(Collectors.toSet());
        Set<Path> all = files.stream().map(InputFiles::plain).collect(Collectors.toSet());
        Iterator<Path> missed = all.stream().filter(file -> !read.contains(file)).iterator();
        if (missed.hasNext()) {
            throw new DataException(
                    Problem.of("SORA-7104", "Spark would not read all files of the input")
                            .where("--input " + place)
                            .needs("files in one folder, or in folders named KEY=VALUE")
                            .have(missed.next().toString())
                            .fix(
                                    "move the files into one folder, or add --read"
                                            + " recursiveFileLookup=true"));
        }
        Iterator<Path> more = read.stream().filter(file -> !all.contains(file)).iterator();
        if (more.hasNext()) {
            throw new DataException(
                    Problem.of("SORA-7104", "the files of the input changed while it was read")
                            .where("--input " + place)
                            .have(more.next().toString())
                            .fix("predict when all files are complete"));
        }
    }

    /** Spark and Hadoop write the authority of local files differently. */
    private static Path plain(Path file) {
        return new Path(file.toUri().getPath());
    }
}
