// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import dev.sora.data.Schema;
import dev.sora.problem.Problem;
import dev.sora.source.PassedOver;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The contents of data, by split.
 *
 * @param kind the kind of input that named the data
 * @param parts the splits: {@code train}, and {@code validation} and {@code test} if they exist
 */
public record Description(Kind kind, List<Part> parts) {

    /** Copies the list. */
    public Description {
        parts = List.copyOf(parts);
    }

    /** The kind of input that names data. */
    public enum Kind {
        /** A manifest, whose data is described. */
        MANIFEST,
        /** A file with one data source in YAML. */
        SOURCE,
        /** The data itself; the source that can read it was searched for. */
        DATA
    }

    /**
     * The description of a split.
     *
     * @param name {@code train}, {@code validation} or {@code test}
     * @param source the source as a manifest writes it: its type and settings
     * @param schema its columns
     * @param files the files that were read
     * @param profile the statistics of the records
     * @param broken the number of records that could not be read
     * @param problems the problems of the first of these
     * @param passedOver the files and entries that the source did not read
     * @param whole whether all records were read, and not only as many as the limit
     */
    public record Part(
            String name,
            Map<String, Object> source,
            Schema schema,
            List<Path> files,
            DataProfile profile,
            long broken,
            List<Problem> problems,
            List<PassedOver> passedOver,
            boolean whole) {}

    /** Returns the split that a model would be trained on. */
    public Part train() {
        return parts.get(0);
    }
}
