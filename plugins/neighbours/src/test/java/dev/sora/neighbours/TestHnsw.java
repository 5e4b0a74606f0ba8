// SPDX-License-Identifier: Apache-2.0
package dev.sora.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.index.VectorSearch;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.setting.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How many of the nearest vectors are found. */
final class TestHnsw {

    private static final int MANY = 1_000;
    private static final int SIZE = 16;
    private static final HnswType TYPE = new HnswType();

    private static final Map<String, Object> FEW = Map.of("breadth", 60, "candidates", 30);

    private static Rows many;
    private static State state;
    private static GraphSearch search;

    static Settings settings(Map<String, Object> raw) {
        return Settings.read(TYPE.descriptor().settings(), raw, new ArrayList<>());
    }

    @BeforeAll
    static void arrange() {
        many = Rows.drawn(MANY, SIZE, 1);
        state = TYPE.arrange(settings(FEW), many);
        search = (GraphSearch) TYPE.open(state, many);
    }

    @Test
    void findsTheNearestInAFractionOfTheComparisons() {
        Rows asked = Rows.drawn(200, SIZE, 2);
        int found = 0;
        long compared = 0;
        for (float[] vector : asked.rows()) {
            compared += search.compared(vector);
            if (many.nearest(vector, search.candidates(vector)) == many.nearest(vector)) {
                found++;
            }
        }
        assertThat(found).isGreaterThanOrEqualTo(196);
        assertThat(compared / 200).isLessThan(MANY / 2);
    }

    /** hnswlib 242: a vector of the index was not its own nearest one. */
    @Test
    void findsEveryVectorOfTheIndex() {
        for (int row = 0; row < MANY; row++) {
            assertThat(search.candidates(many.rows()[row])).contains(row);
        }
    }

    /**
     * Lucene 12627: nodes to which no link leads, as of identities that are far from each other. A
     * person who is enrolled must be found by the same picture.
     */
    @Test
    void findsEveryVectorAmongFarGroups() {
        Random random = new Random(5);
        float[][] rows = new float[2_000][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i < 20 ? Rows.unit(random, 64) : Rows.near(random, rows[i % 20], 0.1);
        }
        Rows groups = new Rows(rows);
        Map<String, Object> few = Map.of("links", 4, "breadth", 20, "candidates", 10);
        GraphSearch among = (GraphSearch) TYPE.open(TYPE.arrange(settings(few), groups), groups);

        assertThat(among.missed()).isNotEmpty();
        for (int row = 0; row < rows.length; row++) {
            assertThat(among.candidates(rows[row])).contains(row).doesNotHaveDuplicates();
        }
    }

    /** Sums of 32-bit floats, or fused ones, differ between processors, and graphs with them. */
    @Test
    void scoresInOneOrderOnEveryProcessor() throws IOException {
        float[] one = many.rows()[0];
        Scores scores = new Scores(many, IntStream.range(0, MANY).toArray());
        for (int row = 0; row < MANY; row++) {
            double[] sums = new double[4];
            for (int i = 0; i < SIZE; i++) {
                sums[i % 4] += (double) one[i] * many.rows()[row][i];
            }
            double dot = sums[0] + sums[1] + (sums[2] + sums[3]);
            assertThat(scores.of(one).score(row)).isEqualTo((float) Math.max(0, (1 + dot) / 2));
        }
    }

    /** Lucene 12627: parts of the graph could not be reached. */
    @Test
    void reachesEveryNode() {
        Level lowest = search.graph().levels().get(0);
        boolean[] reached = new boolean[MANY];
        List<Integer> open = new ArrayList<>();
        open.add(search.graph().entry());
        reached[search.graph().entry()] = true;
        while (!open.isEmpty()) {
            int node = open.remove(open.size() - 1);
            for (int i = lowest.begin(node); i < lowest.ends()[node]; i++) {
                int neighbour = lowest.neighbours()[i];
                if (!reached[neighbour]) {
                    reached[neighbour] = true;
                    open.add(neighbour);
                }
            }
        }
        assertThat(reached).doesNotContain(false);
    }

    /**
     * Lucene 13611, hnswlib 373, qdrant 10239: many equal vectors are linked to each other only, so
     * that a search ends among them, and their number exceeds that of the candidates.
     */
    @Test
    void findsWhatLiesBehindManyEqualVectors() {
        Random random = new Random(3);
        float[][] rows = new float[900][];
        float[] common = Rows.unit(random, 8);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i % 3 == 2 ? Rows.unit(random, 8) : common.clone();
        }
        Rows vectors = new Rows(rows);
        VectorSearch among =
                TYPE.open(
                        TYPE.arrange(settings(Map.of("breadth", 60, "candidates", 20)), vectors),
                        vectors);

        assertThat(vectors.nearest(common, among.candidates(common))).isZero();
        for (int row = 2; row < rows.length; row += 3) {
            assertThat(among.candidates(rows[row])).contains(row);
        }
    }

    /** hnswlib 82 and 540, faiss 983: indexes of the same vectors differed. */
    @Test
    void isTheSameForTheSameSeed() {
        assertThat(TYPE.arrange(settings(FEW), many)).isEqualTo(state);
        Map<String, Object> other = Map.of("breadth", 60, "candidates", 30, "seed", 43);
        assertThat(TYPE.arrange(settings(other), many)).isNotEqualTo(state);
    }

    /** Lucene 12281, MatrixOne 29082: scores of zero, tiny and infinite vectors. */
    @Test
    void takesVectorsAtTheEdges() {
        Rows odd =
                new Rows(
                        new float[][] {
                            {0, 0}, {-0f, 0}, {1e-30f, 0}, {Float.MIN_VALUE, 0}, {1, 0}, {-1, 0}
                        });
        VectorSearch among = TYPE.open(TYPE.arrange(settings(Map.of()), odd), odd);

        for (float[] asked : List.of(new float[] {1, 0}, new float[] {0, 0}, new float[] {-1, 0})) {
            assertThat(among.candidates(asked)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
        }
        assertThat(among.candidates(new float[] {3e38f, 3e38f})).isNotEmpty();
    }

    @Test
    void refusesVectorsThatAreLonger() {
        Rows longer = new Rows(new float[][] {{1, 0}, {3e38f, 3e38f}});
        assertThatThrownBy(() -> TYPE.arrange(settings(Map.of()), longer))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4924")
                .hasMessageContaining("vector 2");
        assertThatThrownBy(() -> TYPE.open(state, longer)).isInstanceOf(DataException.class);
    }
}
