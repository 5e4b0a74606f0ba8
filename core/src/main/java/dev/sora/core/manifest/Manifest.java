// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import java.nio.file.Path;
import java.util.Map;

/**
 * A manifest as it was read: plain values, environment variables and overrides already put in, and
 * the place of each.
 *
 * @param name the file's name, for messages
 * @param folder the folder from which relative paths count
 * @param tree texts, longs, doubles, truths, lists and maps, in the order of the file
 * @param marks the place of each value, by its path such as {@code particles.stem.kernel[1]}
 */
public record Manifest(String name, Path folder, Map<String, Object> tree, Marks marks) {

    /** Returns the place of a value for a message, {@code net.yaml:14:11}. */
    public String where(String path) {
        return marks.where(name, path);
    }

    /** Returns the place of the key before a value. */
    public String whereKey(String path) {
        return marks.whereKey(name, path);
    }
}
