// SPDX-License-Identifier: Apache-2.0
package dev.sora.procedure;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The parts of a graph that learn by turns, and the models that they learn from.
 *
 * @param parts the nodes of each part, by its name: each node with trained weights belongs to
 *     exactly one; others may be named or left out
 * @param models nodes of other packages that the procedure asks, by a name
 * @since 1.0
 */
public record ProcedurePlan(Map<String, Set<String>> parts, Map<String, ModelNode> models) {

    /** Copies the maps. */
    public ProcedurePlan {
        Map<String, Set<String>> copies = new LinkedHashMap<>();
        parts.forEach(
                (name, nodes) ->
                        copies.put(name, Collections.unmodifiableSet(new LinkedHashSet<>(nodes))));
        parts = Collections.unmodifiableMap(copies);
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    }

    /**
     * A node of the model of another package. Its weights do not change, and they do not become
     * part of the trained package.
     *
     * @param file the package
     * @param node the node; core refuses one that does not exist
     * @param like the output of the manifest that has to mean the same: the same raw prediction,
     *     and the same classes where its weights name them
     */
    public record ModelNode(Path file, String node, String like) {}

    /** Returns a plan with one part. */
    public static ProcedurePlan of(String part, Set<String> nodes) {
        return new ProcedurePlan(Map.of(part, nodes), Map.of());
    }

    /** Returns a plan with one more part. */
    public ProcedurePlan with(String part, Set<String> nodes) {
        Map<String, Set<String>> more = new LinkedHashMap<>(parts);
        more.put(part, nodes);
        return new ProcedurePlan(more, models);
    }

    /** Returns a plan with one more model. */
    public ProcedurePlan withModel(String name, ModelNode node) {
        Map<String, ModelNode> more = new LinkedHashMap<>(models);
        more.put(name, node);
        return new ProcedurePlan(parts, more);
    }
}
