// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.retrieval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sora.core.InterruptedRunException;
import dev.sora.core.data.encoding.Batches;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.Frontier;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.Subgraph;
import dev.sora.core.graph.Value;
import dev.sora.core.graph.Weights;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Source;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parts of a graph that depend on one side of a pair: on the candidate, or on the record that
 * asks. Their last values are computed once for each candidate and each record; only what reads
 * both sides is computed for each pair.
 *
 * <p>A value is kept where it is one vector, picture or number of a known shape; anything else,
 * such as a sequence, is computed for each pair.
 *
 * @param candidates computes what is kept of candidates
 * @param records computes what is kept of records
 * @param pairs computes the output, given both
 */
record Sides(Subgraph candidates, Subgraph records, Subgraph pairs) {

    /** What computes values of nodes in evaluation or prediction. */
    record Computing(Network network, Weights weights, Moment moment, int batchSize) {}

    static Sides of(Retriever retriever, Network network) {
        Set<String> candidates = kept(retriever, retriever.candidateInputs());
        Set<String> records = kept(retriever, retriever.recordInputs());
        Set<String> given = new LinkedHashSet<>(candidates);
        given.addAll(records);
        return new Sides(
                network.subgraph(candidates, List.of()),
                network.subgraph(records, List.of()),
                network.subgraph(List.of(retriever.node().name()), given));
    }

    /** Returns whether no value can be kept, so that everything is computed for each pair. */
    boolean isEmpty() {
        return pairs.given().isEmpty();
    }

    /** Returns the nodes that only depend on some inputs, are read by others, and can be kept. */
    private static Set<String> kept(Retriever retriever, Set<String> inputs) {
        List<Node> nodes = retriever.graph().plan().nodes();
        boolean views =
                retriever.graph().plan().nodes(Node.Input.class).stream()
                        .anyMatch(input -> input.particle().views() > 1);
        if (views) {
            return Set.of();
        }
        Set<String> own = new HashSet<>();
        Set<String> last = new LinkedHashSet<>();
        for (Node node : nodes) {
            List<String> from = node.from().stream().map(Source::node).toList();
            if (node instanceof Node.Input
                    ? inputs.contains(node.name())
                    : !(node instanceof Node.Output) && own.containsAll(from)) {
                own.add(node.name());
            } else {
                from.stream().filter(own::contains).forEach(last::add);
            }
        }
        Set<String> kept = new LinkedHashSet<>();
        for (Node node : nodes) {
            if (last.contains(node.name())
                    && !(node instanceof Node.Input)
                    && Frontier.canBeKept(node, retriever.graph().signal(node))) {
                kept.add(node.name());
            }
        }
        return kept;
    }

    /**
     * Returns what pairs need of one side: the values that are kept of it, and the columns that are
     * read for each pair.
     *
     * @param side {@link #candidates} or {@link #records}
     * @param inputs the encoded columns of its inputs
     * @param manager owns the result
     * @return columns and values by name, a row for each candidate or record
     */
    Map<String, NDList> rows(
            Computing computing, Subgraph side, Map<String, NDList> inputs, NDManager manager) {
        Map<String, NDList> rows = new LinkedHashMap<>(values(computing, side, inputs, manager));
        inputs.forEach(
                (name, columns) -> {
                    if (isEmpty() || pairs.inputs().contains(name)) {
                        rows.put(name, columns);
                    }
                });
        return rows;
    }

    /** Computes the values that are kept of one side. */
    private static Map<String, NDList> values(
            Computing computing, Subgraph side, Map<String, NDList> inputs, NDManager manager) {
        if (side.wanted().isEmpty()) {
            return Map.of();
        }
        Map<String, NDList> read = new LinkedHashMap<>(inputs);
        read.keySet().retainAll(side.inputs());
        int size = (int) read.values().iterator().next().get(0).getShape().get(0);
        Map<String, List<NDArray>> parts = new LinkedHashMap<>();
        try (NDManager own = manager.newSubManager()) {
            for (Map<String, NDList> batch :
                    Batches.consecutive(read, size, computing.batchSize(), own)) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedRunException("stopped while computing candidates");
                }
                try (NDManager pass = own.newSubManager()) {
                    Feed feed =
                            Feed.inference(
                                    batch,
                                    computing.weights().views(pass),
                                    computing.moment(),
                                    pass);
                    computing
                            .network()
                            .compute(side, Map.of(), feed)
                            .forEach(
                                    (name, value) -> {
                                        NDArray part = value.member(0).values();
                                        part.attach(own);
                                        parts.computeIfAbsent(name, n -> new ArrayList<>())
                                                .add(part);
                                    });
                }
            }
            Map<String, NDList> joined = new LinkedHashMap<>();
            parts.forEach(
                    (name, list) -> {
                        NDArray all =
                                list.size() == 1
                                        ? list.get(0)
                                        : NDArrays.concat(new NDList(list), 0);
                        all.attach(manager);
                        joined.put(name, new NDList(all));
                    });
            return joined;
        }
    }

    /** Computes the scores of pairs, given the values of both sides, a row for each pair. */
    NDArray scores(Computing computing, Map<String, NDList> picked, NDManager manager) {
        Map<String, Value> given = new LinkedHashMap<>();
        Map<String, NDList> inputs = new LinkedHashMap<>();
        picked.forEach(
                (name, list) -> {
                    if (pairs.given().contains(name)) {
                        given.put(name, Value.of(Signal.of(list.get(0))));
                    } else if (pairs.inputs().contains(name)) {
                        inputs.put(name, list);
                    }
                });
        Feed feed =
                Feed.inference(
                        inputs, computing.weights().views(manager), computing.moment(), manager);
        return computing
                .network()
                .compute(pairs, given, feed)
                .get(pairs.wanted().iterator().next())
                .member(0)
                .values();
    }
}
