// SPDX-License-Identifier: Apache-2.0
package dev.sora.neighbours;

import dev.sora.particle.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.util.hnsw.HnswGraph.NodesIterator;
import org.apache.lucene.util.hnsw.OnHeapHnswGraph;

/**
 * A graph as it is saved. Immutable.
 *
 * @param levels the levels, the lowest one first, which has all nodes
 * @param entry the node of the highest level where a search begins
 */
record Levels(List<Level> levels, int entry) {

    /** The greatest number of levels: a level has a part of the nodes of the one below it. */
    private static final int MOST = 64;

    static Levels of(OnHeapHnswGraph graph) {
        List<Level> levels = new ArrayList<>();
        levels.add(Level.of(graph, 0, IntStream.range(0, graph.size()).toArray()));
        for (int i = 1; i < graph.numLevels(); i++) {
            NodesIterator iterator = graph.getNodesOnLevel(i);
            int[] nodes = new int[iterator.size()];
            iterator.consume(nodes);
            Arrays.sort(nodes);
            levels.add(Level.of(graph, i, nodes));
        }
        return new Levels(List.copyOf(levels), graph.entryNode());
    }

    /** Returns the levels as states; the entry is in that of the highest level. */
    List<State> saved() {
        List<State> states = new ArrayList<>();
        for (Level level : levels) {
            states.add(level.saved());
        }
        State highest = states.get(states.size() - 1);
        states.set(states.size() - 1, highest.toBuilder().integer("entry", entry).build());
        return states;
    }

    /**
     * Reads a graph.
     *
     * @param state untrusted
     * @param count the number of nodes
     * @param links the greatest number of neighbours of a node, twice as many on the lowest level
     * @throws dev.sora.problem.DataException if it is not such a graph
     */
    static Levels read(State state, int count, int links) {
        List<State> saved = state.states("levels");
        if (saved.isEmpty() || saved.size() > MOST) {
            throw state.broken("levels", "1 to %d levels".formatted(MOST));
        }
        List<Level> levels = new ArrayList<>();
        for (State each : saved) {
            int above = levels.size();
            Level level = Level.read(each, count, above == 0 ? 2 * links : links);
            boolean fits =
                    above == 0
                            ? level.nodes().length == count
                            : Arrays.stream(level.nodes())
                                    .allMatch(node -> levels.get(above - 1).place(node) >= 0);
            if (!fits) {
                throw each.broken("nodes", "the nodes of the graph, or some of the level below");
            }
            levels.add(level);
        }
        State highest = saved.get(saved.size() - 1);
        int entry = (int) highest.integer("entry", 0, count - 1);
        if (levels.get(levels.size() - 1).place(entry) < 0) {
            throw highest.broken("entry", "a node of the highest level");
        }
        return new Levels(List.copyOf(levels), entry);
    }

    int size() {
        return levels.get(0).nodes().length;
    }
}
