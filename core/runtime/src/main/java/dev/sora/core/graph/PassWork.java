// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import dev.sora.core.plan.Node;
import dev.sora.core.plan.Source;
import dev.sora.particle.ParameterSpec;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Estimates the work of one forward pass from the graph alone, so that what depends on it is the
 * same wherever and whenever the model is used.
 */
public final class PassWork {

    /** Steps of a sequence whose length the data decides batch by batch. */
    private static final long UNKNOWN_STEPS = 512;

    private PassWork() {}

    /**
     * Returns about how many multiplications one record needs. Each weight is used once at each
     * position, such as a pixel or a step, of the largest signal that its node reads or yields; a
     * table that a node looks rows up in is not counted. A node from sequences to sequences may
     * compare all steps with all.
     */
    public static double multiplications(FittedGraph graph) {
        return multiplications(graph, name -> true);
    }

    /** Returns about how many multiplications one record needs in the nodes of some names. */
    public static double multiplications(FittedGraph graph, Predicate<String> nodes) {
        double sum = 0;
        for (Node node : graph.plan().nodes()) {
            if (!nodes.test(node.name())) {
                continue;
            }
            List<SignalSpec> sources =
                    node.from().stream().map(source -> signal(graph, source)).toList();
            SignalSpec own = graph.signal(node);
            double weights = 0;
            for (ParameterSpec spec : graph.parameters(node)) {
                weights += isTable(spec, sources) ? 0 : spec.shape().size();
            }
            double positions =
                    Stream.concat(sources.stream(), Stream.of(own))
                            .mapToDouble(PassWork::positions)
                            .max()
                            .orElse(1);
            double pairs = own.isSequence() && weights > 0 ? positions * elements(own) : 0;
            sum += (weights * positions + pairs) * node.count();
        }
        return sum;
    }

    /** Returns about how many numbers all nodes yield for one record. */
    public static double elements(FittedGraph graph) {
        return elements(graph, UNKNOWN_STEPS);
    }

    /**
     * Returns about how many numbers all nodes yield for one record, with the comparisons of all
     * steps with all where a node may compute them.
     *
     * @param steps the number of steps of sequences whose length the data decides
     */
    public static double elements(FittedGraph graph, long steps) {
        double sum = 0;
        for (Node node : graph.plan().nodes()) {
            SignalSpec own = graph.signal(node);
            double elements = 1;
            for (long dimension : own.values().shape().getShape()) {
                elements *= dimension < 0 ? steps : dimension;
            }
            if (own.isSequence() && !graph.parameters(node).isEmpty()) {
                long first = own.values().shape().get(0);
                elements += Math.pow(first < 0 ? steps : first, 2);
            }
            sum += elements * node.count();
        }
        return sum;
    }

    private static boolean isTable(ParameterSpec spec, List<SignalSpec> sources) {
        return spec.shape().dimension() > 1
                && sources.stream()
                        .anyMatch(
                                source ->
                                        source.tableSize() > 0
                                                && source.tableSize() == spec.shape().get(0));
    }

    private static SignalSpec signal(FittedGraph graph, Source source) {
        return graph.shapes().get(source.node()).output();
    }

    /** Images are channels first, sequences steps first; other signals have one position. */
    private static double positions(SignalSpec signal) {
        long[] dimensions = signal.values().shape().getShape();
        if (signal.isSequence()) {
            return known(dimensions[0]);
        }
        double positions = 1;
        for (int i = 1; i < dimensions.length; i++) {
            positions *= known(dimensions[i]);
        }
        return positions;
    }

    private static double elements(SignalSpec signal) {
        double elements = 1;
        for (long dimension : signal.values().shape().getShape()) {
            elements *= known(dimension);
        }
        return elements;
    }

    private static double known(long dimension) {
        return dimension < 0 ? UNKNOWN_STEPS : dimension;
    }
}
