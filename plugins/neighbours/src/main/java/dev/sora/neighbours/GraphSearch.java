// SPDX-License-Identifier: Apache-2.0
package dev.sora.neighbours;

import dev.sora.index.VectorSearch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
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
 */
record GraphSearch(Scores scores, int[] rows, Levels graph, int most) implements VectorSearch {

    @Override
    public int[] candidates(float[] vector) {
        return Arrays.stream(searched(vector).topDocs().scoreDocs)
                .mapToInt(found -> rows[found.doc])
                .toArray();
    }

    /** Returns the number of vectors that the search for a vector compares. */
    long compared(float[] vector) {
        return searched(vector).visitedCount();
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
