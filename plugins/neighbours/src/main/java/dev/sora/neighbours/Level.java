// SPDX-License-Identifier: Apache-2.0
package dev.sora.neighbours;

import dev.sora.particle.State;
import java.util.Arrays;
import org.apache.lucene.util.hnsw.NeighborArray;
import org.apache.lucene.util.hnsw.OnHeapHnswGraph;

/**
 * One level of a graph.
 *
 * @param nodes its nodes, ascending
 * @param ends for each node, where its neighbours end in {@code neighbours}
 * @param neighbours the neighbours of all nodes, one node after the other
 */
record Level(int[] nodes, int[] ends, int[] neighbours) {

    static Level of(OnHeapHnswGraph graph, int level, int[] nodes) {
        int[] ends = new int[nodes.length];
        int total = 0;
        for (int i = 0; i < nodes.length; i++) {
            total += graph.getNeighbors(level, nodes[i]).size();
            ends[i] = total;
        }
        int[] neighbours = new int[total];
        for (int i = 0; i < nodes.length; i++) {
            NeighborArray of = graph.getNeighbors(level, nodes[i]);
            System.arraycopy(of.nodes(), 0, neighbours, ends[i] - of.size(), of.size());
        }
        return new Level(nodes, ends, neighbours);
    }

    State saved() {
        return State.builder()
                .tensor("nodes", Integers.tensor(nodes))
                .tensor("ends", Integers.tensor(ends))
                .tensor("neighbours", Integers.tensor(neighbours))
                .build();
    }

    /**
     * Reads a level.
     *
     * @param state untrusted
     * @param count the number of nodes of the graph
     * @param most the greatest number of neighbours of a node
     * @throws dev.sora.problem.DataException if it is not the level of such a graph
     */
    static Level read(State state, int count, int most) {
        int[] nodes = Integers.ascending(state, "nodes", count);
        int[] ends = Integers.list(state, "ends");
        int[] neighbours = Integers.list(state, "neighbours");
        if (nodes.length == 0 || ends.length != nodes.length) {
            throw state.broken("ends", "one end for each of %d nodes".formatted(nodes.length));
        }
        int last = 0;
        for (int end : ends) {
            // the difference cannot overflow: both are at least 0
            if (end < last || end - last > most || end > neighbours.length) {
                throw state.broken("ends", "at most %d neighbours of each node".formatted(most));
            }
            last = end;
        }
        if (last != neighbours.length) {
            throw state.broken("neighbours", "%d neighbours".formatted(last));
        }
        Level level = new Level(nodes, ends, neighbours);
        for (int neighbour : neighbours) {
            if (level.place(neighbour) < 0) {
                throw state.broken("neighbours", "nodes of the level");
            }
        }
        return level;
    }

    /** Returns where a node is in the list of nodes; negative if it is not on the level. */
    int place(int node) {
        // the lowest level has all nodes
        return node >= 0 && node < nodes.length && nodes[node] == node
                ? node
                : Arrays.binarySearch(nodes, node);
    }

    int begin(int place) {
        return place == 0 ? 0 : ends[place - 1];
    }
}
