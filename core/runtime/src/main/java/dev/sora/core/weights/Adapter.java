// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.weights;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Changes of low rank for one node, from a file that a model was exported to.
 *
 * @param path the file
 * @param size its size in bytes
 * @param sha256 its digest
 * @param weights the tensors by the names of parameters
 */
public record Adapter(Path path, long size, String sha256, Map<String, ForeignTensor> weights) {

    /** Copies the map. */
    public Adapter {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    /**
     * Finds the tensors of a node: those under its name, or under the only name of the file.
     *
     * @throws DataException if the file has several nodes, none of which has this name
     */
    public static Adapter of(CheckpointFile file, String node) {
        Set<String> nodes = new TreeSet<>();
        file.tensors().forEach(tensor -> nodes.add(prefix(tensor.name())));
        String from = nodes.size() == 1 ? nodes.iterator().next() : node;
        if (!nodes.contains(from)) {
            throw new DataException(
                    Problem.of("SORA-4594", "the file has no changes for '%s'".formatted(node))
                            .where(file.path().toString())
                            .needs("tensors whose names begin with '%s.'".formatted(node))
                            .have(nodes.isEmpty() ? "no tensors" : String.join(", ", nodes))
                            .fix("name the node as in the model that was exported"));
        }
        Map<String, ForeignTensor> weights = new LinkedHashMap<>();
        file.tensors().stream()
                .filter(tensor -> prefix(tensor.name()).equals(from))
                .forEach(t -> weights.put(t.name().substring(t.name().indexOf('.') + 1), t));
        return new Adapter(file.path(), file.size(), file.sha256(), weights);
    }

    private static String prefix(String name) {
        return name.substring(0, Math.max(0, name.indexOf('.')));
    }
}
