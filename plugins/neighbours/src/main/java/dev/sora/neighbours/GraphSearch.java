// SPDX-License-Identifier: Apache-2.0
package dev.sora.neighbours;

import dev.sora.index.VectorSearch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.lucene.search.KnnCollector;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.util.hnsw.HnswGraphSearcher;

/**
 * Searches a graph.
 *
 * @param scores the scores of its nodes
 * @param rows the vector of each node
 * @param graph the graph
 * @param most the number of candidates
 * @param missed nodes that are candidates of every search
 */
record GraphSearch(Scores scores, int[] rows, Levels graph, int most, int[] missed)
        implements VectorSearch {

    @Override
    public int[] candidates(float[] vector) {
        return IntStream.concat(found(vector), Arrays.stream(missed))
                .distinct()
                .map(node -> rows[node])
                .toArray();
    }

    /** Returns whether the search for the vector of a node finds the node. */
    boolean finds(int node) {
        return found(scores.vector(node)).anyMatch(found -> found == node);
    }

    /** Returns the number of vectors that are compared with a vector. */
    long compared(float[] vector) {
        return searched(vector).visitedCount() + missed.length;
    }

    private IntStream found(float[] vector) {
        return Arrays.stream(searched(vector).topDocs().scoreDocs).mapToInt(found -> found.doc);
    }

    private KnnCollector searched(float[] vector) {
        KnnCollector nearest = new TopKnnCollector(Math.min(most, graph.size()), Integer.MAX_VALUE);
        try {
            HnswGraphSearcher.search(scores.of(vector), nearest, new LevelWalk(graph), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return nearest;
    }
}
