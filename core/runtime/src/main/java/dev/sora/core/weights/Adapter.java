// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.weights;

import dev.sora.export.LowRankChange;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Changes of low rank for one node, from a file that a model was exported to.
 *
 * @param path the file
 * @param size its size in bytes
 * @param sha256 its digest
 * @param weights the tensors by the names of parameters
 * @param bases what the file says of the weights that it changes, by the names of parameters
 */
public record Adapter(
        Path path,
        long size,
        String sha256,
        Map<String, ForeignTensor> weights,
        Map<String, ChangedBase> bases) {

    /** Copies the maps. */
    public Adapter {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        bases = Collections.unmodifiableMap(new LinkedHashMap<>(bases));
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
        Map<String, ChangedBase> bases = new LinkedHashMap<>();
        ChangedBase.read(file.metadata())
                .forEach(
                        (name, base) -> {
                            if (prefix(name).equals(from)) {
                                bases.put(name.substring(name.indexOf('.') + 1), base);
                            }
                        });
        return new Adapter(file.path(), file.size(), file.sha256(), weights, bases);
    }

    /**
     * Returns why the changes are not those of a node: a change of the node is missing, or the file
     * was learned on other weights or with another factor; empty if they are.
     *
     * @param changes the changes that the node adds to its weights
     * @param own the weights that the node starts from, by the names of parameters
     */
    public Optional<Problem> misfit(List<LowRankChange> changes, Map<String, ForeignTensor> own) {
        for (LowRankChange change : changes) {
            for (String name : List.of(change.down(), change.up())) {
                if (!weights.containsKey(name)) {
                    return Optional.of(
                            problem("the adapter lacks changes that the node learns")
                                    .needs(name)
                                    .have(String.join(", ", weights.keySet()))
                                    .fix("export the adapter from a model of the same settings"));
                }
            }
            ChangedBase base = bases.get(change.weight());
            if (base == null) {
                return Optional.of(
                        problem("the adapter does not say which weights it changes")
                                .needs("factor and digest of '%s'".formatted(change.weight()))
                                .fix("write it with 'sora export --format adapter' again"));
            }
            if (base.factor() != change.factor()) {
                return Optional.of(
                        problem("the adapter was learned with another factor, alpha / rank")
                                .needs("%s for '%s'".formatted(base.factor(), change.weight()))
                                .have(String.valueOf(change.factor()))
                                .fix("set 'alpha' and the rank of the model that was exported"));
            }
            ForeignTensor weight = own.get(change.weight());
            if (weight == null
                    || !ChangedBase.digest(weight.values().get()).equals(base.sha256())) {
                return Optional.of(
                        problem("the adapter was learned on other weights")
                                .needs("'%s' as in its training".formatted(change.weight()))
                                .have(
                                        weight == null
                                                ? "no such weight in the file"
                                                : "other values in '%s'".formatted(weight.name()))
                                .fix("open it with the file that the model started from"));
            }
        }
        return Optional.empty();
    }

    private Problem problem(String what) {
        return Problem.of("SORA-4595", what).where(path.toString());
    }

    private static String prefix(String name) {
        return name.substring(0, Math.max(0, name.indexOf('.')));
    }
}
