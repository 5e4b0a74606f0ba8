// SPDX-License-Identifier: Apache-2.0
package dev.sora.neighbours;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.tensor.HostTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A graph comes from a file that anybody can write. */
final class TestHostileGraphs {

    private static final int MANY = 400;
    private static final int SIZE = 8;
    private static final HnswType TYPE = new HnswType();

    private static Rows many;
    private static State state;
    private static Levels graph;

    @BeforeAll
    static void arrange() {
        many = Rows.drawn(MANY, SIZE, 1);
        state = TYPE.arrange(TestHnsw.settings(Map.of()), many);
        graph = ((GraphSearch) TYPE.open(state, many)).graph();
    }

    private static State level(int number, String key, int... values) {
        HostTensor tensor = Integers.tensor(values);
        List<State> levels = new ArrayList<>(state.states("levels"));
        levels.set(number, levels.get(number).toBuilder().tensor(key, tensor).build());
        return state.toBuilder().states("levels", levels).build();
    }

    private static void refuses(State damaged) {
        assertThatThrownBy(() -> TYPE.open(damaged, many))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4411");
    }

    /**
     * faiss 4949 and 5400, hnswlib 673, Chroma's hnswlib 47: counts, levels and neighbours of a
     * file were used as they were.
     */
    @Test
    void refusesHostileGraphs() {
        Level lowest = graph.levels().get(0);
        int[] neighbours = lowest.neighbours().clone();
        neighbours[5] = MANY;
        refuses(level(0, "neighbours", neighbours));
        neighbours[5] = -1;
        refuses(level(0, "neighbours", neighbours));
        refuses(level(0, "neighbours", Arrays.copyOf(neighbours, 10)));
        refuses(level(0, "neighbours"));
        int[] ends = lowest.ends().clone();
        ends[3] = Integer.MAX_VALUE;
        refuses(level(0, "ends", ends));
        ends[3] = -5;
        refuses(level(0, "ends", ends));
        refuses(level(0, "ends", Arrays.copyOf(lowest.ends(), 7)));
        int[] all = new int[MANY];
        all[MANY - 1] = lowest.neighbours().length;
        refuses(level(0, "ends", all));
        for (int[] missed : new int[][] {{MANY}, {-1}, {5, 5}, {7, 6}}) {
            HostTensor tensor = Integers.tensor(missed);
            refuses(state.toBuilder().tensor("missed", tensor).build());
        }
        refuses(level(0, "nodes", 0, 1, 2));
        refuses(level(1, "nodes", 3, 3));
        refuses(level(1, "nodes", 5, 4));
        refuses(state.toBuilder().states("levels", List.of()).build());
        refuses(
                state.toBuilder()
                        .states("levels", Collections.nCopies(65, State.builder().build()))
                        .build());
    }

    /** faiss 5104: a factor in the file decided how much memory a search took. */
    @Test
    void refusesSettingsOutsideOfTheirBounds() {
        refuses(state.toBuilder().integer("candidates", 1_000_000_000).build());
        refuses(state.toBuilder().integer("candidates", 0).build());
        refuses(state.toBuilder().integer("links", 100_000).build());
        refuses(state.toBuilder().integer("links", 2).build());
    }

    @Test
    void refusesTheGraphOfOtherVectors() {
        assertThatThrownBy(() -> TYPE.open(state, Rows.drawn(10, SIZE, 1)))
                .isInstanceOf(DataException.class);
    }
}
