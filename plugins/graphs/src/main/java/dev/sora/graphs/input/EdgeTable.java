// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.input;

import dev.sora.data.DataRecord;
import dev.sora.data.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The edges of a table while it is read. An edge from a node to itself is left out, because
 * particles add the node itself; an edge that the table names again counts once.
 */
final class EdgeTable {

    private final GraphRules rules;
    private final NodeTable nodes;
    private long[] edges = new long[1024];
    private int count;
    private long selfLoops;
    private long twice;

    EdgeTable(GraphRules rules, NodeTable nodes) {
        this.rules = rules;
        this.nodes = nodes;
    }

    /**
     * Adds an edge.
     *
     * @throws dev.sora.problem.RecordException if an end is missing, or is not in the table of
     *     nodes
     */
    void add(DataRecord record) {
        int from = row(record, rules.from());
        int to = row(record, rules.to());
        if (from == to) {
            selfLoops++;
            return;
        }
        if (count == edges.length) {
            GraphProblem.checkEdges(2L * count);
            edges = Arrays.copyOf(edges, 2 * count);
        }
        // of an undirected edge, the same two ends in the same order
        boolean swapped = rules.undirected() && from > to;
        edges[count++] = Graph.edge(swapped ? to : from, swapped ? from : to);
    }

    private int row(DataRecord record, String column) {
        String name =
                Values.name(record, column).orElseThrow(() -> GraphProblem.noName(record, column));
        int row = nodes.row(name);
        if (row < 0) {
            throw GraphProblem.noNode(record, column, name, rules.nodes());
        }
        return row;
    }

    /** Returns the graph. */
    Graph graph() {
        Arrays.parallelSort(edges, 0, count);
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || edges[i] != edges[i - 1]) {
                edges[distinct++] = edges[i];
            }
        }
        twice = count - distinct;
        int messages = rules.undirected() ? 2 * distinct : distinct;
        long[] all = Arrays.copyOf(edges, messages);
        for (int i = distinct; i < messages; i++) {
            all[i] = Graph.edge(Graph.target(all[i - distinct]), Graph.source(all[i - distinct]));
        }
        Arrays.parallelSort(all);
        return Graph.of(nodes.names(), nodes.features(), all);
    }

    /** Returns what a user should know of the edges. */
    List<String> warnings(Graph graph) {
        List<String> warnings = new ArrayList<>();
        if (selfLoops > 0) {
            warnings.add(
                    "edges from a node to itself are left out, as each node counts itself: "
                            + shown(selfLoops));
        }
        if (twice > 0) {
            warnings.add("edges that the table names again count once: " + shown(twice));
            if (rules.edges().isEmpty()) {
                // a split by records parts such copies, too
                warnings.add(
                        rules.undirected()
                                ? "as records name edges again, in this or the other direction,"
                                        + " edges of validation and test may be in the graph:"
                                        + " 'symmetric: true' on an 'implicit' output leaves them"
                                        + " out of what is measured"
                                : "as records name edges again, edges of validation and test may be"
                                        + " in the graph: 'evaluation: all' of an 'implicit' output"
                                        + " leaves them out of what is measured");
            }
        }
        long alone = graph.withoutNeighbours();
        if (alone > 0) {
            warnings.add(
                    "nodes at which no edge ends, so that they are computed from their own features"
                            + " alone: "
                            + shown(alone));
        }
        return warnings;
    }

    private static String shown(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
