// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.runs;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sora.core.InterruptedRunException;
import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.data.encoding.ExtendedData;
import dev.sora.core.data.encoding.RowNumbers;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Frontier;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.Subgraph;
import dev.sora.core.graph.Value;
import dev.sora.core.graph.Weights;
import dev.sora.core.plan.Node;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Computes what the frozen first nodes of a graph yield once for each record, instead of once in
 * each epoch ({@link Frontier}).
 */
final class FrozenValues {

    /**
     * The records of a batch. It is constant, because the last digits of the values depend on it,
     * and a resumed training must compute the same.
     */
    private static final int BATCH = 32;

    /** The most bytes of a column: they are in one buffer. */
    private static final long LARGEST = Integer.MAX_VALUE - 8L;

    /** The least time between two events, in nanoseconds. */
    private static final long INTERVAL = Duration.ofMillis(250).toNanos();

    private final Network network;
    private final Weights weights;
    private final Set<String> nodes;
    private final Subgraph subgraph;
    private final RunListener listener;
    private long left;
    private long lastReport = System.nanoTime();

    /**
     * Finds the nodes.
     *
     * @param bytes the most memory that the values may take
     * @param listener receives the progress
     */
    FrozenValues(Network network, Weights weights, long bytes, RunListener listener) {
        this.network = network;
        this.weights = weights;
        this.nodes = Frontier.of(network.graph());
        this.subgraph = network.subgraph(nodes, List.of());
        this.left = bytes;
        this.listener = listener;
    }

    /** Returns whether the values of some nodes are kept for that many records. */
    static boolean areKept(FittedGraph graph, int records, long bytes) {
        Set<String> nodes = Frontier.of(graph);
        return records > 0
                && !nodes.isEmpty()
                && Frontier.bytes(graph, nodes) * records <= bytes
                && nodes.stream()
                        .allMatch(node -> Frontier.bytes(graph, Set.of(node)) * records <= LARGEST);
    }

    /**
     * Returns the data with the values of the nodes; the data itself if there are no such nodes, or
     * their values need too much memory.
     *
     * @param part the name of the split, for the listener
     * @param sorted whether records of similar length are computed together, which is faster, but
     *     differs in the last digits from computing them in their order
     * @param manager owns the values
     */
    EncodedData extend(EncodedData data, String part, boolean sorted, NDManager manager) {
        FittedGraph graph = network.graph();
        if (!areKept(graph, data.size(), left)) {
            return data;
        }
        left -= Frontier.bytes(graph, nodes) * data.size();
        Map<String, KeptColumn> columns = new LinkedHashMap<>();
        for (Node node : graph.plan().nodes()) {
            if (nodes.contains(node.name())) {
                columns.put(node.name(), KeptColumn.of(graph.signal(node), data.size()));
            }
        }
        if (sorted) {
            fill(data, part, order(data), columns, manager);
        } else {
            fill(data, part, columns, manager);
        }
        Map<String, NDList> added = new LinkedHashMap<>();
        Map<String, int[]> lengths = new LinkedHashMap<>();
        columns.forEach(
                (name, column) -> {
                    added.put(name, column.upload(manager));
                    if (column.lengths().isPresent()) {
                        lengths.put(name, column.counts());
                    }
                });
        return new ExtendedData(data, added, lengths);
    }

    /** Returns the numbers of the records, in the order of their lengths if an input has some. */
    private int[] order(EncodedData data) {
        for (Node.Input input : network.graph().plan().nodes(Node.Input.class)) {
            OptionalInt at = network.graph().inputs().get(input.name()).lengthsAt();
            if (at.isPresent() && subgraph.inputs().contains(input.name())) {
                int[] lengths = data.numbers(input.name(), at.getAsInt());
                return IntStream.range(0, data.size())
                        .boxed()
                        .sorted(Comparator.comparingInt(row -> lengths[row]))
                        .mapToInt(row -> row)
                        .toArray();
            }
        }
        return IntStream.range(0, data.size()).toArray();
    }

    private void fill(
            EncodedData data,
            String part,
            int[] order,
            Map<String, KeptColumn> columns,
            NDManager manager) {
        for (int start = 0; start < order.length; start += BATCH) {
            int from = start;
            int count = Math.min(BATCH, order.length - start);
            long[] rows = IntStream.range(0, count).mapToLong(i -> order[from + i]).toArray();
            try (NDManager own = manager.newSubManager()) {
                Map<String, NDList> inputs =
                        data.inputs(subgraph.inputs(), RowNumbers.of(rows, own), own);
                compute(inputs, rows, columns, own);
            }
            report(part, start + count, order.length);
        }
    }

    private void fill(
            EncodedData data, String part, Map<String, KeptColumn> columns, NDManager manager) {
        try (NDManager shared = manager.newSubManager()) {
            EncodedData.Ranges ranges = data.ranges(BATCH, shared);
            for (int i = 0; i < ranges.count(); i++) {
                long first = (long) i * BATCH;
                int count = (int) Math.min(BATCH, data.size() - first);
                long[] rows = IntStream.range(0, count).mapToLong(row -> first + row).toArray();
                try (NDManager own = shared.newSubManager()) {
                    compute(ranges.inputs(i, own), rows, columns, own);
                }
                report(part, first + count, data.size());
            }
        }
    }

    private void report(String part, long done, long records) {
        if (done == records || System.nanoTime() - lastReport >= INTERVAL) {
            lastReport = System.nanoTime();
            listener.on(new RunEvent.FrozenComputed(part, done, records));
        }
    }

    private void compute(
            Map<String, NDList> inputs,
            long[] rows,
            Map<String, KeptColumn> columns,
            NDManager manager) {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedRunException("stopped while frozen nodes were computed");
        }
        Feed feed = Feed.inference(inputs, weights.views(manager), Moment.evaluation(0), manager);
        Map<String, Value> values = network.compute(subgraph, Map.of(), feed);
        columns.forEach((name, column) -> column.put(values.get(name).member(0), rows));
    }
}
