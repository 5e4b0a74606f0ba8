// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A manifest as it was read: plain values, environment variables and overrides already put in, and
 * the place of each.
 *
 * @param name the file's name, for messages
 * @param folder the folder from which relative paths count
 * @param tree texts, longs, doubles, truths, lists and maps, in the order of the file
 * @param marks the place of each value, by its path such as {@code particles.stem.kernel[1]}
 * @param flaws what is wrong already, though the rest could be read; a planner reports it with what
 *     it finds itself
 */
public record Manifest(
        String name, Path folder, Map<String, Object> tree, Marks marks, List<Flaw> flaws) {

    /** Copies the list. */
    public Manifest {
        flaws = List.copyOf(flaws);
    }

    /** Creates a manifest without flaws. */
    public Manifest(String name, Path folder, Map<String, Object> tree, Marks marks) {
        this(name, folder, tree, marks, List.of());
    }

    /**
     * Something that is wrong with the text, not with what it means.
     *
     * @param problem the problem, with its place
     * @param path the value that could not be read rightly because of it; empty if all could
     * @param line the line, 0 if it is not in the file
     * @param column the column
     */
    public record Flaw(Problem problem, String path, int line, int column) {}

    /** Returns the place of a value for a message, {@code net.yaml:14:11}. */
    public String where(String path) {
        return marks.where(name, path);
    }

    /** Returns the place of the key before a value. */
    public String whereKey(String path) {
        return marks.whereKey(name, path);
    }
}
