// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pruning;

import ai.djl.ndarray.types.DataType;
import dev.sora.core.Model;
import dev.sora.core.NodeValue;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Source;
import dev.sora.problem.SoraException;
import dev.sora.tensor.SignalSpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Checks a smaller model whose parameters lost the places of dropped members: after the join it
 * computes what the whole model computes if these members are zero. Which places of a parameter
 * belong to which member is known from shapes only, so it is tried, with numbers that are drawn.
 */
final class JoinCheck {

    private static final int RECORDS = 3;
    private static final double TOLERANCE = 1e-4;

    private final FittedGraph whole;
    private final FittedGraph smaller;
    private final Node.Core generation;
    private final List<Integer> kept;

    JoinCheck(FittedGraph whole, FittedGraph smaller, Node.Core generation, List<Integer> kept) {
        this.whole = whole;
        this.smaller = smaller;
        this.generation = generation;
        this.kept = kept;
    }

    /**
     * Compares both models.
     *
     * @throws SoraException if they differ, or cannot be compared
     */
    void check(JoinedParts joined, Model before, Model after) {
        Set<String> changed = new LinkedHashSet<>(Set.of(joined.node().name()));
        Set<String> same = new LinkedHashSet<>();
        Set<String> sources = new LinkedHashSet<>();
        joined.node().from().forEach(from -> sources.add(from.node()));
        for (Node node : whole.plan().nodes()) {
            List<String> read = node.from().stream().map(Source::node).toList();
            if (Collections.disjoint(read, changed)) {
                continue;
            }
            boolean equal =
                    whole.signal(node)
                            .values()
                            .shape()
                            .equals(
                                    smaller.signal(JoinedParts.named(smaller, node.name()))
                                            .values()
                                            .shape());
            (equal ? same : changed).add(node.name());
            sources.addAll(read);
        }
        sources.removeAll(changed);
        sources.removeAll(same);
        Map<String, NodeValue> all = new HashMap<>();
        Map<String, NodeValue> fewer = new HashMap<>();
        Random random = new Random(1);
        sources.forEach(name -> draw(JoinedParts.named(whole, name), random, all, fewer));
        List<Map<String, Object>> records = Collections.nCopies(RECORDS, Map.of());
        String[] nodes = same.toArray(String[]::new);
        Map<String, NodeValue> expected = before.tapWith(records, all, nodes);
        Map<String, NodeValue> found = after.tapWith(records, fewer, nodes);
        for (String name : nodes) {
            compare(name, expected.get(name), found.get(name));
        }
    }

    private void draw(
            Node node, Random random, Map<String, NodeValue> all, Map<String, NodeValue> fewer) {
        SignalSpec spec = whole.signal(node);
        long[] dimensions = spec.values().shape().getShape();
        boolean plain = spec.parts().size() == 1 && spec.values().type() == DataType.FLOAT32;
        if (!plain || Arrays.stream(dimensions).anyMatch(size -> size < 0)) {
            throw Generation.refused(
                    generation,
                    "'%s' beside them yields sequences or indices".formatted(node.name()));
        }
        long[] shape = new long[dimensions.length + 1];
        shape[0] = RECORDS;
        System.arraycopy(dimensions, 0, shape, 1, dimensions.length);
        boolean own = node.name().equals(generation.name());
        for (int member = 0; member < node.count(); member++) {
            float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
            boolean dropped = own && !kept.contains(member);
            for (int i = 0; i < values.length && !dropped; i++) {
                values[i] = (float) random.nextGaussian();
            }
            all.put(node.memberName(member), NodeValue.of(values, shape));
            if (!dropped) {
                int place = own ? kept.indexOf(member) : member;
                int count = own ? kept.size() : node.count();
                String name = count == 1 ? node.name() : "%s[%d]".formatted(node.name(), place);
                fewer.put(name, NodeValue.of(values, shape));
            }
        }
    }

    private void compare(String name, NodeValue expected, NodeValue found) {
        float[] before = expected.floats();
        float[] after = found.floats();
        double largest = 0;
        double apart = before.length == after.length ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < before.length && i < after.length; i++) {
            largest = Math.max(largest, Math.abs(before[i]));
            apart = Math.max(apart, Math.abs((double) before[i] - after[i]));
        }
        if (!(apart <= TOLERANCE * (largest + 1e-3))) {
            throw Generation.refused(
                    generation,
                    "'%s' depends on their number, not on their values alone".formatted(name));
        }
    }
}
