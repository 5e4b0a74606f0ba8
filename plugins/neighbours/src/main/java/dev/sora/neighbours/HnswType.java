// SPDX-License-Identifier: Apache-2.0
package dev.sora.neighbours;

import dev.sora.index.IndexType;
import dev.sora.index.IndexedVectors;
import dev.sora.index.VectorSearch;
import dev.sora.particle.State;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import org.apache.lucene.util.hnsw.HnswGraphBuilder;
import org.apache.lucene.util.hnsw.OnHeapHnswGraph;

/**
 * The hierarchical navigable small-world graph (Malkov and Yashunin: Efficient and robust
 * approximate nearest neighbor search using hierarchical navigable small world graphs, 2018). Equal
 * vectors are one node of the graph: many of them would be linked to each other only, and a search
 * that came there would end there.
 */
final class HnswType implements IndexType {

    /** The greatest number of candidates, which bounds the memory of a search. */
    static final long MOST_CANDIDATES = 3_200;

    private static final Setting<Long> LINKS =
            Setting.integer(
                            "links",
                            "How many neighbours each vector is linked to (M); twice as many on the"
                                    + " lowest level. More find more of the nearest vectors, and"
                                    + " need more memory.")
                    .atLeast(2)
                    .atMost(256)
                    .orElse(16L);
    private static final Setting<Long> BREADTH =
            Setting.integer(
                            "breadth",
                            "Among how many candidates the neighbours of a vector are sought when"
                                    + " the index is made (efConstruction).")
                    .atLeast(1)
                    .atMost(MOST_CANDIDATES)
                    .orElse(100L);
    private static final Setting<Long> CANDIDATES =
            Setting.integer(
                            "candidates",
                            "How many candidates a search keeps (ef): more find more of the nearest"
                                    + " vectors, and take longer.")
                    .atLeast(1)
                    .atMost(MOST_CANDIDATES)
                    .orElse(100L);
    private static final Setting<Long> SEED =
            Setting.integer("seed", "Seed of the levels.").large().orElse(42L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "hnsw",
                "A graph of neighbours in levels, searched from the top: finds nearly always the"
                        + " nearest vectors, in a fraction of the time.",
                LINKS,
                BREADTH,
                CANDIDATES,
                SEED);
    }

    @Override
    public State arrange(Settings settings, IndexedVectors vectors) {
        UnitVectors.check(vectors);
        int[] rows = DistinctVectors.rows(vectors);
        try {
            Scores scores = new Scores(vectors, rows);
            OnHeapHnswGraph graph =
                    HnswGraphBuilder.create(
                                    scores,
                                    settings.get(LINKS).intValue(),
                                    settings.get(BREADTH).intValue(),
                                    settings.get(SEED),
                                    rows.length)
                            .build(rows.length);
            Levels levels = Levels.of(graph);
            int candidates = settings.get(CANDIDATES).intValue();
            return State.builder()
                    .integer("links", settings.get(LINKS))
                    .integer("candidates", candidates)
                    .tensor("rows", Integers.tensor(rows))
                    .states("levels", levels.saved())
                    .tensor("missed", Integers.tensor(missed(scores, rows, levels, candidates)))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the nodes that a search for their own vector does not find: links are removed from
     * one side, so that none may lead to a node (Lucene 12627), or none from where a search ends.
     */
    private static int[] missed(Scores scores, int[] rows, Levels levels, int candidates) {
        GraphSearch search = new GraphSearch(scores, rows, levels, candidates, new int[0]);
        return IntStream.range(0, rows.length).filter(node -> !search.finds(node)).toArray();
    }

    @Override
    public VectorSearch open(State state, IndexedVectors vectors) {
        UnitVectors.check(vectors);
        int[] rows = Integers.ascending(state, "rows", vectors.count());
        if (rows.length == 0) {
            throw state.broken("rows", "at least one vector");
        }
        int links = (int) state.integer("links", 2, 256);
        Levels levels = Levels.read(state, rows.length, links);
        int candidates = (int) state.integer("candidates", 1, MOST_CANDIDATES);
        int[] missed = Integers.ascending(state, "missed", rows.length);
        return new GraphSearch(new Scores(vectors, rows), rows, levels, candidates, missed);
    }
}
