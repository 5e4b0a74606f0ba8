// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.core.metrics.Metrics;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What pruning did, and what it cost.
 *
 * @param file the pruned package
 * @param node the generation
 * @param importance the share of each member in the importance of all, by its name; they add up to
 *     1
 * @param dropped the members that were dropped
 * @param before the whole model
 * @param after the pruned model
 */
public record PruningResult(
        Path file,
        String node,
        Map<String, Double> importance,
        List<String> dropped,
        Size before,
        Size after) {

    /** Copies the collections and keeps their order. */
    public PruningResult {
        importance = Collections.unmodifiableMap(new LinkedHashMap<>(importance));
        dropped = List.copyOf(dropped);
    }

    /**
     * The size and the quality of a model.
     *
     * @param metrics the metrics of the data by which members were measured
     * @param parameters the number of trained numbers
     * @param bytes the size of the package
     * @param multiplications about how many multiplications a record needs
     * @param seconds the wall time of the evaluation of that data
     */
    public record Size(
            Metrics<Double> metrics,
            long parameters,
            long bytes,
            double multiplications,
            double seconds) {

        private Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("metrics", metrics.tree());
            tree.put("parameters", parameters);
            tree.put("bytes", bytes);
            tree.put("multiplications", multiplications);
            tree.put("seconds", seconds);
            return tree;
        }
    }

    /** Returns the document that {@code sora prune --json} prints. */
    public Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("file", file.toString());
        tree.put("node", node);
        tree.put("importance", importance);
        tree.put("dropped", dropped);
        tree.put("before", before.tree());
        tree.put("after", after.tree());
        return tree;
    }
}
