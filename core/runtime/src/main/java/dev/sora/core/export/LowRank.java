// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.export;

import dev.sora.core.io.TensorData;
import dev.sora.core.plan.Node;
import dev.sora.core.preparation.LoadedModel;
import dev.sora.core.weights.ChangedBase;
import dev.sora.export.LowRankChange;
import dev.sora.export.LowRankExport;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The changes of low rank that a model has learned, by the names of weights in files. */
final class LowRank {

    private LowRank() {}

    /** Returns the changes alone: what must be kept beside the weights that stayed. */
    static Map<String, TensorData> alone(LoadedModel model) {
        Map<String, TensorData> weights = model.contents().weights();
        Map<String, TensorData> alone = new LinkedHashMap<>();
        for (LowRankChange change : changes(model)) {
            alone.put(change.down(), weights.get(change.down()));
            alone.put(change.up(), weights.get(change.up()));
        }
        return alone;
    }

    /** Returns what the changes were learned on, for the header of their file. */
    static Map<String, String> bases(LoadedModel model) {
        Map<String, TensorData> weights = model.contents().weights();
        Map<String, String> bases = new LinkedHashMap<>();
        for (LowRankChange change : changes(model)) {
            String digest = ChangedBase.digest(weights.get(change.weight()).toFloats());
            bases.put(
                    ChangedBase.key(change.weight()),
                    new ChangedBase(change.factor(), digest).text());
        }
        return bases;
    }

    /** Returns all weights, with the changes added up and left out. */
    static Map<String, TensorData> merged(LoadedModel model) {
        checkShared(model);
        Map<String, TensorData> merged = new LinkedHashMap<>(model.contents().weights());
        for (LowRankChange change : changes(model)) {
            TensorData weight = merged.get(change.weight());
            TensorData up = merged.remove(change.up());
            TensorData down = merged.remove(change.down());
            merged.put(
                    change.weight(),
                    TensorData.floats(
                            sum(weight.toFloats(), up, down, change.factor()),
                            weight.dimensions()));
        }
        return merged;
    }

    /** Returns {@code W + factor U D}, summed up in 64 bits. */
    private static float[] sum(float[] weight, TensorData up, TensorData down, double factor) {
        float[] left = up.toFloats();
        float[] right = down.toFloats();
        int rank = Math.toIntExact(down.shape().get(0));
        int in = Math.toIntExact(down.shape().get(1));
        float[] sum = new float[weight.length];
        double[] row = new double[in];
        for (int out = 0; out < weight.length / in; out++) {
            for (int i = 0; i < in; i++) {
                row[i] = weight[out * in + i];
            }
            for (int r = 0; r < rank; r++) {
                double scaled = factor * left[out * rank + r];
                for (int i = 0; i < in; i++) {
                    row[i] += scaled * right[r * in + i];
                }
            }
            for (int i = 0; i < in; i++) {
                sum[out * in + i] = (float) row[i];
            }
        }
        return sum;
    }

    /**
     * Checks that nodes with the same weights add the same change to them.
     *
     * @throws DataException if one has another factor: one merged weight cannot be both
     */
    private static void checkShared(LoadedModel model) {
        Map<String, Node.Core> owners = new HashMap<>();
        List<Node.Core> nodes = model.plan().nodes(Node.Core.class);
        nodes.forEach(node -> owners.put(node.name(), node));
        for (Node.Core node : nodes) {
            String owner = model.plan().owner(node);
            Node.Core first = owners.getOrDefault(owner, node);
            if (!changes(node).equals(changes(first))) {
                throw new DataException(
                        Problem.of(
                                        "SORA-4950",
                                        "'%s' and '%s' share weights, but add other changes"
                                                .formatted(owner, node.name()))
                                .where(model.file().toString())
                                .needs("the same factor, alpha / rank, in both")
                                .have(factors(first) + " and " + factors(node))
                                .fix("export it with --format adapter, which keeps them apart"));
            }
        }
    }

    private static List<LowRankChange> changes(Node.Core node) {
        return node.particle() instanceof LowRankExport adapted ? adapted.changes() : List.of();
    }

    private static List<Double> factors(Node.Core node) {
        return changes(node).stream().map(LowRankChange::factor).distinct().toList();
    }

    /** Returns the changes of all nodes, with the names of weights in files. */
    private static List<LowRankChange> changes(LoadedModel model) {
        List<LowRankChange> all = new ArrayList<>();
        for (Node.Core node : model.plan().nodes(Node.Core.class)) {
            if (node.particle() instanceof LowRankExport adapted
                    && model.plan().owner(node).equals(node.name())) {
                for (int member = 0; member < node.count(); member++) {
                    String name = node.memberName(member) + ".";
                    adapted.changes()
                            .forEach(
                                    change ->
                                            all.add(
                                                    new LowRankChange(
                                                            name + change.weight(),
                                                            name + change.down(),
                                                            name + change.up(),
                                                            change.factor())));
                }
            }
        }
        if (all.isEmpty()) {
            throw new DataException(
                    Problem.of("SORA-4944", "the model has learned no changes of low rank")
                            .where(model.file().toString())
                            .needs("a particle such as 'lora', or 'bert' with 'lora: 8'")
                            .have("none")
                            .fix("export it with --format safetensors: all of its weights"));
        }
        return all;
    }
}
