// SPDX-License-Identifier: Apache-2.0
package dev.sora.neighbours;

import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.hnsw.HnswGraph;

/** A graph in the form in which Lucene searches it; for one search. */
final class LevelWalk extends HnswGraph {

    private final Levels graph;
    private int[] neighbours = {};
    private int next;
    private int end;

    LevelWalk(Levels graph) {
        this.graph = graph;
    }

    @Override
    public void seek(int level, int node) {
        Level at = graph.levels().get(level);
        int place = at.place(node);
        neighbours = at.neighbours();
        next = at.begin(place);
        end = at.ends()[place];
    }

    @Override
    public int nextNeighbor() {
        return next < end ? neighbours[next++] : DocIdSetIterator.NO_MORE_DOCS;
    }

    @Override
    public int size() {
        return graph.size();
    }

    @Override
    public int numLevels() {
        return graph.levels().size();
    }

    @Override
    public int entryNode() {
        return graph.entry();
    }

    @Override
    public NodesIterator getNodesOnLevel(int level) {
        int[] nodes = graph.levels().get(level).nodes();
        return new ArrayNodesIterator(nodes, nodes.length);
    }
}
