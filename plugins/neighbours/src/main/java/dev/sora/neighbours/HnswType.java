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
            OnHeapHnswGraph graph =
                    HnswGraphBuilder.create(
                                    new Scores(vectors, rows),
                                    settings.get(LINKS).intValue(),
                                    settings.get(BREADTH).intValue(),
                                    settings.get(SEED),
                                    rows.length)
                            .build(rows.length);
            return State.builder()
                    .integer("links", settings.get(LINKS))
                    .integer("candidates", settings.get(CANDIDATES))
                    .tensor("rows", Integers.tensor(rows))
                    .states("levels", Levels.of(graph).saved())
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        return new GraphSearch(new Scores(vectors, rows), rows, levels, candidates);
    }
}
