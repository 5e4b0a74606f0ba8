// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A manifest that was read: plain values with environment variables and overrides applied, and the
 * place of each value.
 *
 * @param name the file's name, for messages
 * @param folder the folder for relative paths
 * @param tree strings, longs, doubles, booleans, lists and maps, in the order of the file
 * @param marks the place of each value, by its path such as {@code particles.stem.kernel[1]}
 * @param flaws the problems that were found so far, although the rest could be read; a planner
 *     reports them with its own
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
     * A problem of the file's syntax.
     *
     * @param problem the problem, with its place
     * @param path the value that could not be read correctly because of it; empty if there is none
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
