// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pruning;

import ai.djl.ndarray.types.Shape;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.ParameterNames;
import dev.sora.core.io.TensorData;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The weights of a model without some members of a generation. */
final class PrunedWeights {

    private PrunedWeights() {}

    /**
     * Takes the weights of the members that are kept. A parameter of a combiner that reads them and
     * has a dimension for the members loses those that are dropped.
     *
     * @param node the generation
     * @param kept the members that are kept, ascending
     * @param plan the plan of the whole model
     * @param old the weights of the whole model
     * @param layout the parameters of the smaller one
     * @param joined signals that put the members side by side: a parameter that reads one loses the
     *     places of those that are dropped
     */
    static Map<String, TensorData> of(
            Node node,
            List<Integer> kept,
            Plan plan,
            Map<String, TensorData> old,
            ParameterLayout layout,
            List<JoinedParts> joined) {
        Map<String, Shape> wanted = ParameterNames.shapes(layout);
        Map<String, TensorData> weights = new LinkedHashMap<>();
        Set<String> used = new HashSet<>();
        wanted.forEach(
                (name, shape) -> {
                    String from = source(node, kept, name);
                    TensorData tensor = old.get(from);
                    used.add(from);
                    if (tensor == null) {
                        throw Generation.refused(
                                node,
                                "the smaller model has another parameter, '%s'".formatted(name));
                    }
                    if (Arrays.equals(tensor.dimensions(), shape.getShape())) {
                        weights.put(name, tensor);
                    } else {
                        weights.put(
                                name,
                                isOfReader(plan, node, name)
                                        ? without(node, kept, name, tensor, shape.getShape())
                                        : joined(node, name, tensor, shape.getShape(), joined));
                    }
                });
        for (String name : old.keySet()) {
            boolean member = name.startsWith(node.name() + "[");
            if (!member && !used.contains(name)) {
                throw Generation.refused(
                        node, "the smaller model has no parameter '%s'".formatted(name));
            }
        }
        return weights;
    }

    /** Returns whether a parameter belongs to a node that reads the members. */
    private static boolean isOfReader(Plan plan, Node node, String parameter) {
        return plan.nodes().stream()
                .filter(
                        reader ->
                                reader.from().stream()
                                        .anyMatch(source -> source.node().equals(node.name())))
                .anyMatch(reader -> parameter.startsWith(reader.name() + "."));
    }

    /** Returns the name in the whole model of a parameter of the smaller one. */
    private static String source(Node node, List<Integer> kept, String name) {
        if (kept.size() == 1 && name.startsWith(node.name() + ".")) {
            return "%s[%d]%s"
                    .formatted(node.name(), kept.get(0), name.substring(node.name().length()));
        }
        for (int i = 0; i < kept.size(); i++) {
            String prefix = "%s[%d].".formatted(node.name(), i);
            if (name.startsWith(prefix)) {
                return "%s[%d].%s"
                        .formatted(node.name(), kept.get(i), name.substring(prefix.length()));
            }
        }
        return name;
    }

    /** Takes the places of the members that are kept from one dimension of a parameter. */
    private static TensorData joined(
            Node node, String name, TensorData tensor, long[] wanted, List<JoinedParts> joined) {
        long[] shape = tensor.dimensions();
        int at = onlyDifference(shape, wanted, tensor.type());
        boolean[] places =
                at < 0
                        ? null
                        : joined.stream()
                                .flatMap(parts -> parts.of(shape[at], wanted[at]).stream())
                                .findFirst()
                                .orElse(null);
        if (places == null) {
            throw Generation.refused(node, "their number decides the size of '%s'".formatted(name));
        }
        int after = 1;
        for (int i = at + 1; i < shape.length; i++) {
            after = Math.multiplyExact(after, Math.toIntExact(shape[i]));
        }
        float[] all = tensor.toFloats();
        float[] left = new float[Math.toIntExact(all.length / shape[at] * wanted[at])];
        int to = 0;
        for (int from = 0; from < all.length; from += after) {
            if (places[(int) (from / after % shape[at])]) {
                System.arraycopy(all, from, left, to, after);
                to += after;
            }
        }
        return TensorData.floats(left, wanted);
    }

    /** Returns the only dimension in which two shapes differ; -1 if there is no single one. */
    private static int onlyDifference(long[] shape, long[] wanted, TensorData.Type type) {
        int at = -1;
        if (shape.length != wanted.length || type != TensorData.Type.F32) {
            return -1;
        }
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] != wanted[i]) {
                if (at >= 0) {
                    return -1;
                }
                at = i;
            }
        }
        return at;
    }

    private static TensorData without(
            Node node, List<Integer> kept, String name, TensorData tensor, long[] wanted) {
        long[] shape = tensor.dimensions();
        int at = onlyDifference(shape, wanted, tensor.type());
        if (at < 0
                || shape[at] % node.count() != 0
                || shape[at] * kept.size() != wanted[at] * node.count()) {
            throw Generation.refused(
                    node, "'%s' does not divide among its members".formatted(name));
        }
        long before = 1;
        for (int i = 0; i < at; i++) {
            before *= shape[i];
        }
        long after = 1;
        for (int i = at + 1; i < shape.length; i++) {
            after *= shape[i];
        }
        int block = Math.toIntExact(shape[at] / node.count() * after);
        float[] all = tensor.toFloats();
        float[] left = new float[Math.toIntExact(before * kept.size() * block)];
        int to = 0;
        for (int row = 0; row < before; row++) {
            for (int member : kept) {
                System.arraycopy(all, (row * node.count() + member) * block, left, to, block);
                to += block;
            }
        }
        return TensorData.floats(left, wanted);
    }
}
