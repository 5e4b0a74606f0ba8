package ${package};

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sora.index.IndexType;
import dev.sora.index.IndexedVectors;
import dev.sora.particle.State;
import dev.sora.plugin.Kind;
import dev.sora.problem.SoraException;
import dev.sora.testkit.Contracts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tests the contracts of this index and of the plugin. */
final class Test${className} {

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Contracts.index(new ${className}Type())
                // Drawn, equal and damaged vectors are tested with each of these settings.
                .variant(Map.of())
                .variant(Map.of("lists", 3, "probes", 1, "seed", 7))
                .refuses("lists", 0)
                .refuses("probes", 0)
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> isAPluginThatCanComeAndGo() {
        return Contracts.plugin(new ${className}Plugin())
                .covers(List.of(Contracts.index(new ${className}Type())))
                .tests();
    }

    @Test
    void isOfferedAsAnIndex() {
        Kind kind = new ${className}Plugin().types().get(0).kind();

        assertEquals(IndexType.KIND, kind);
    }

    @Test
    void readsTheListsOfTheNearestCentres() {
        float[][] centres = {{1, 0}, {0, 1}, {-1, 0}};
        ${className}Search search =
                new ${className}Search(
                        new ${className}Search.Centres(centres), new int[] {0, 0, 1, 2, 1}, 1);

        assertEquals(List.of(2, 4), list(search.candidates(new float[] {0.1f, 0.9f})));
        assertEquals(List.of(0, 1), list(search.candidates(new float[] {0.9f, 0.1f})));
    }

    @Test
    void readsManyLists() {
        int[] rows = IntStream.range(0, 100_000).toArray();
        ${className}Search search =
                new ${className}Search(
                        new ${className}Search.Centres(new float[rows.length][1]),
                        rows,
                        rows.length);

        assertArrayEquals(rows, search.candidates(new float[1]));
    }

    /** Otherwise a small file could ask for more memory than the vectors take. */
    @Test
    void refusesACentreThatIsRepeated() {
        IndexedVectors vectors = vectors(new float[][] {{1, 0}, {0, 1}});
        State state =
                State.builder()
                        .integer("probes", 1)
                        .tensor("centres", ${className}Type.tensor(new int[] {1, 1}))
                        .tensor("lists", ${className}Type.tensor(new int[] {0, 1}))
                        .build();

        SoraException refused =
                assertThrows(
                        SoraException.class, () -> new ${className}Type().open(state, vectors));
        assertTrue(refused.getMessage().contains("centres"), refused.getMessage());
    }

    private static IndexedVectors vectors(float[][] rows) {
        return new IndexedVectors() {

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
        };
    }

    private static List<Integer> list(int[] rows) {
        return Arrays.stream(rows).boxed().toList();
    }
}
