// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.check;

import dev.sora.index.IndexType;
import dev.sora.index.IndexedVectors;
import dev.sora.index.VectorSearch;
import dev.sora.particle.State;
import dev.sora.setting.Settings;
import dev.sora.testkit.trial.Breach;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Checks an index on drawn vectors. */
public final class IndexChecks {

    private static final int MANY = 300;
    private static final int SIZE = 8;

    private final IndexType type;
    private final Settings settings;

    public IndexChecks(IndexType type, Settings settings) {
        this.type = type;
        this.settings = settings;
    }

    /** Vectors in memory. */
    private record Drawn(float[][] rows) implements IndexedVectors {

        @Override
        public int count() {
            return rows.length;
        }

        @Override
        public int size() {
            return rows[0].length;
        }

        @Override
        public void copy(int row, float[] into) {
            System.arraycopy(rows[row], 0, into, 0, into.length);
        }
    }

    private static float[] unit(RandomGenerator random) {
        double[] drawn = random.doubles(SIZE, -1, 1).toArray();
        double length = Math.sqrt(Arrays.stream(drawn).map(x -> x * x).sum());
        float[] vector = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            vector[i] = (float) (drawn[i] / length);
        }
        return vector;
    }

    /** Every seventh vector equals one before it, and one is zero. */
    private static Drawn drawn(int count) {
        SplittableRandom random = new SplittableRandom(count);
        float[][] rows = new float[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = i % 7 == 6 ? rows[i - 5] : i == 10 ? new float[SIZE] : unit(random);
        }
        return new Drawn(rows);
    }

    private static List<Drawn> samples(int many) {
        float[] one = unit(new SplittableRandom(1));
        return List.of(new Drawn(new float[][] {one}), new Drawn(same(one)), drawn(many));
    }

    private static float[][] same(float[] vector) {
        float[][] rows = new float[40][];
        Arrays.fill(rows, vector);
        return rows;
    }

    private VectorSearch search(Drawn vectors) {
        return type.open(States.saved(type.arrange(settings, vectors)), vectors);
    }

    /** Checks that candidates are vectors of the index, and nearly always the nearest ones. */
    public void candidates() {
        candidates(MANY);
    }

    /**
     * Checks the same on fewer vectors.
     *
     * @param many how many
     */
    public void candidates(int many) {
        for (Drawn vectors : samples(many)) {
            VectorSearch search = search(vectors);
            int missed = 0;
            for (float[] vector : vectors.rows()) {
                int[] rows = search.candidates(vector.clone());
                if (rows.length == 0
                        || Arrays.stream(rows).anyMatch(row -> row < 0 || row >= vectors.count())) {
                    throw new Breach(
                            "at least one number from 0 to %d".formatted(vectors.count() - 1),
                            Arrays.toString(rows),
                            "return numbers of vectors that were arranged");
                }
                if (Arrays.stream(rows)
                        .noneMatch(row -> Arrays.equals(vectors.rows()[row], vector))) {
                    missed++;
                }
            }
            // one, because the zero vector is as near to all others
            if (missed > 1 + vectors.count() / 5) {
                throw new Breach(
                        "a vector of the index among its own candidates, nearly always",
                        "not so for %d of %d vectors".formatted(missed, vectors.count()),
                        "the larger the dot product, the nearer; look at equal vectors, which"
                                + " link to each other only");
            }
        }
    }

    /** Checks that equal settings and vectors give equal states. */
    public void repeats() {
        for (Drawn vectors : samples(MANY)) {
            if (!type.arrange(settings, vectors).equals(type.arrange(settings, vectors))) {
                throw new Breach(
                        "equal states for equal vectors and settings",
                        "two that differ, of %d vectors".formatted(vectors.count()),
                        "draw from a seed in the settings only, and on one thread");
            }
        }
    }

    /** Checks that a state is unchanged after saving and reading. */
    public void roundTrip() {
        for (Drawn vectors : samples(MANY)) {
            State state = type.arrange(settings, vectors);
            if (!States.saved(state).equals(state)) {
                throw new Breach(
                        "the same state after saving and reading",
                        "another one",
                        "keep values of the types that a state has");
            }
        }
    }

    /** Checks that damaged states, and those of other vectors, are refused. */
    public void broken() {
        Drawn vectors = drawn(50);
        State state = type.arrange(settings, vectors);
        States.checkBroken(
                state,
                broken -> {
                    VectorSearch search = type.open(broken, vectors);
                    Arrays.stream(vectors.rows()).forEach(search::candidates);
                });
    }

    /** Checks that several threads may search at once. */
    public void threads() {
        Drawn vectors = drawn(MANY);
        VectorSearch search = search(vectors);
        List<int[]> alone = Arrays.stream(vectors.rows()).map(search::candidates).toList();
        boolean same =
                IntStream.range(0, 8 * MANY)
                        .parallel()
                        .map(i -> i % MANY)
                        .allMatch(
                                i ->
                                        Arrays.equals(
                                                search.candidates(vectors.rows()[i]),
                                                alone.get(i)));
        if (!same) {
            throw new Breach(
                    "the candidates that one thread gets",
                    "others for several threads at once",
                    "keep what changes during a search in the search");
        }
    }
}
