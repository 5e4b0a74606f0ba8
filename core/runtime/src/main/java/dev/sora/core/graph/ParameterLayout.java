// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.planning.graph.Wiring;
import dev.sora.particle.ParameterRole;
import dev.sora.particle.ParameterSpec;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Assigns all parameters to places in three flat tensors: the trained parameters, those with weight
 * decay first; the weights of frozen nodes; and the buffers of particles. A node that uses the
 * weights of another has no place of its own.
 *
 * <p>Every parameter starts on a boundary of 64 bytes. Native kernels then see the same alignment,
 * and give the same bits, at any address of the tensor.
 */
public final class ParameterLayout {

    /** The number of floats in 64 bytes. */
    static final int ALIGNMENT = 16;

    /** The number of floats in the 2 GiB of a Java buffer. */
    private static final long MOST = Integer.MAX_VALUE / Float.BYTES;

    private final List<ParameterSlice> trained = new ArrayList<>();
    private final List<ParameterSlice> frozen = new ArrayList<>();
    private final List<ParameterSlice> buffers = new ArrayList<>();
    private final List<ScaledRange> scaled = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private final long trainedSize;
    private final long frozenSize;
    private final long buffersSize;

    /** Assigns the parameters of a graph, with all trained parameters in one group. */
    public ParameterLayout(FittedGraph graph) {
        this(graph, List.of());
    }

    /**
     * Assigns the parameters of a graph.
     *
     * @param divided the nodes of each group, each trained node in exactly one of them; a single
     *     group if empty
     */
    public ParameterLayout(FittedGraph graph, List<Set<String>> divided) {
        Plan plan = graph.plan();
        List<Node> own = plan.nodes().stream().filter(n -> plan.owner(n).equals(n.name())).toList();
        List<Node> learning =
                own.stream()
                        .filter(node -> !plan.isFrozen(node))
                        // nodes with the same factor are adjacent, those of the full rate first
                        .sorted(Comparator.comparingDouble(node -> place(plan, node)))
                        .toList();
        List<Node> still = own.stream().filter(plan::isFrozen).toList();
        long size = 0;
        if (divided.isEmpty()) {
            size = group(graph, learning, size);
        }
        for (Set<String> names : divided) {
            size =
                    group(
                            graph,
                            learning.stream().filter(n -> names.contains(n.name())).toList(),
                            size);
        }
        trainedSize = size;
        long stillWeights = add(graph, still, ParameterRole.WEIGHT, frozen, 0);
        frozenSize = add(graph, still, ParameterRole.BIAS, frozen, stillWeights);
        buffersSize = add(graph, own, ParameterRole.BUFFER, buffers, 0);
        scale(plan);
    }

    /** Assigns a group, parameters with weight decay first; returns where it ends. */
    private long group(FittedGraph graph, List<Node> nodes, long start) {
        long decayed = add(graph, nodes, ParameterRole.WEIGHT, trained, start);
        long end = add(graph, nodes, ParameterRole.BIAS, trained, decayed);
        groups.add(new Group(start, end, decayed - start));
        return end;
    }

    private static double place(Plan plan, Node node) {
        double factor = plan.keys(node.name()).learningRate();
        return factor == 1 ? 0 : factor;
    }

    /** Joins adjacent ranges with the same factor. */
    private void scale(Plan plan) {
        for (ParameterSlice slot : trained) {
            double factor = plan.keys(slot.node()).learningRate();
            if (factor == 1) {
                continue;
            }
            long end = slot.offset() + roundUp(slot.size());
            ScaledRange last = scaled.isEmpty() ? null : scaled.get(scaled.size() - 1);
            if (last != null
                    && last.factor() == factor
                    && last.end() == slot.offset()
                    && groups.stream().noneMatch(group -> group.start() == slot.offset())) {
                scaled.set(scaled.size() - 1, new ScaledRange(last.start(), end, factor));
            } else {
                scaled.add(new ScaledRange(slot.offset(), end, factor));
            }
        }
    }

    /**
     * A range of the trained tensor that one optimiser updates.
     *
     * @param start its first element
     * @param end the element after its last
     * @param decayed the number of its first elements with weight decay
     */
    public record Group(long start, long end, long decayed) {

        /** Returns whether the group contains a range. */
        public boolean holds(ScaledRange range) {
            return start <= range.start() && range.end() <= end;
        }
    }

    /**
     * A range of the trained tensor whose learning rate has a factor.
     *
     * @param start its first element
     * @param end the element after its last
     * @param factor the factor, not 1
     */
    public record ScaledRange(long start, long end, double factor) {}

    private static long add(
            FittedGraph graph,
            List<Node> nodes,
            ParameterRole role,
            List<ParameterSlice> slots,
            long from) {
        long offset = from;
        for (Node node : nodes) {
            boolean stacked = Wiring.computesAllAtOnce(node, graph.plan());
            for (ParameterSpec spec : graph.parameters(node)) {
                if (spec.role() != role) {
                    continue;
                }
                checkKnown(graph, node, spec);
                checkSize(graph, node, spec, offset);
                int places = stacked ? 1 : node.count();
                for (int i = 0; i < places; i++) {
                    ParameterSlice slot =
                            new ParameterSlice(
                                    node.name(),
                                    stacked ? -1 : i,
                                    stacked ? node.count() : 1,
                                    spec,
                                    offset);
                    slots.add(slot);
                    offset += roundUp(slot.size());
                }
            }
        }
        return offset;
    }

    private static void checkKnown(FittedGraph graph, Node node, ParameterSpec spec) {
        for (long dimension : spec.shape().getShape()) {
            if (dimension < 0) {
                throw new SoraException(
                        Problem.of(
                                        "SORA-2391",
                                        "the size of parameter '%s' of '%s' is still unknown"
                                                .formatted(spec.name(), node.name()))
                                .where(graph.plan().manifest().where(node.planned().path()))
                                .have(spec.shape().toString())
                                .fix(
                                        ("if a setting of '%1$s' adds '%2$s', change it; otherwise"
                                                        + " let '%1$s' read a signal of fixed size"
                                                        + " instead of %3$s")
                                                .formatted(
                                                        node.name(), spec.name(), sources(node))));
            }
        }
    }

    private static String sources(Node node) {
        return node.from().stream()
                .map(source -> "'%s'".formatted(source))
                .collect(Collectors.joining(", "));
    }

    private static void checkSize(FittedGraph graph, Node node, ParameterSpec spec, long offset) {
        // in floating point, because the product may overflow a long
        double size = node.count();
        for (long dimension : spec.shape().getShape()) {
            size *= dimension;
        }
        if (offset + size > MOST - ALIGNMENT * (double) node.count()) {
            throw new SoraException(
                    Problem.of("SORA-2393", "the graph has too many weights")
                            .where(graph.plan().manifest().where(node.planned().path()))
                            .needs("at most %,d in all".formatted(MOST))
                            .have(
                                    "%,.0f with parameter '%s' of '%s'"
                                            .formatted(offset + size, spec.name(), node.name()))
                            .fix("make this node smaller, or what comes before it"));
        }
    }

    private static long roundUp(long size) {
        return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    List<ParameterSlice> trained() {
        return trained;
    }

    /** Returns the parameters of a group, with their places in its range. */
    List<ParameterSlice> trained(Group group) {
        return trained.stream()
                .filter(slot -> group.start() <= slot.offset() && slot.offset() < group.end())
                .map(slot -> slot.movedBy(-group.start()))
                .toList();
    }

    /** Returns the keys by which passes find the parameters of a group. */
    public Set<String> keys(Group group) {
        return trained(group).stream().map(ParameterSlice::key).collect(Collectors.toSet());
    }

    List<ParameterSlice> frozen() {
        return frozen;
    }

    /** Returns the ranges of the trained tensor whose learning rate has a factor. */
    public List<ScaledRange> scaled() {
        return scaled;
    }

    /** Returns the length of the flat tensor of frozen parameters. */
    public long frozenSize() {
        return frozenSize;
    }

    List<ParameterSlice> buffers() {
        return buffers;
    }

    /** Returns the length of the flat tensor of trained parameters. */
    public long trainedSize() {
        return trainedSize;
    }

    /** Returns the length of the flat tensor of buffers. */
    public long buffersSize() {
        return buffersSize;
    }

    /** Returns the groups, in the order of their ranges. */
    public List<Group> groups() {
        return groups;
    }

    /** Returns the number of trained numbers, without gaps for alignment. */
    public long parameterCount() {
        return trained.stream().mapToLong(ParameterSlice::size).sum();
    }
}
