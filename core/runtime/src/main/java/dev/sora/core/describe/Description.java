// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.describe;

import dev.sora.core.profile.DataProfile;
import dev.sora.data.Schema;
import dev.sora.problem.Problem;
import dev.sora.source.PassedOver;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What data holds, part by part.
 *
 * @param kind what the data was named by
 * @param parts the parts: {@code train}, and {@code validation} and {@code test} where there are
 *     such
 */
public record Description(Kind kind, List<Part> parts) {

    /** Copies the list. */
    public Description {
        parts = List.copyOf(parts);
    }

    /** What data is named by. */
    public enum Kind {
        /** A manifest, whose data is described. */
        MANIFEST,
        /** A file with one data source in YAML. */
        SOURCE,
        /** The data itself; how it is to be read was found out. */
        DATA
    }

    /**
     * A part of the data.
     *
     * @param name {@code train}, {@code validation} or {@code test}
     * @param source the source as a manifest writes it: its type and settings
     * @param schema its columns
     * @param files the files that were read
     * @param profile what was read
     * @param broken how many records could not be read
     * @param problems what is wrong with the first of these
     * @param passedOver what the source did not read
     * @param whole whether all records were read, and not only as many as were asked for
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

    /** Returns the part that a model would be trained on. */
    public Part train() {
        return parts.get(0);
    }
}
