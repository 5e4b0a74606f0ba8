package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sora.index.IndexType;
import dev.sora.plugin.Kind;
import dev.sora.testkit.Contracts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

    private static List<Integer> list(int[] rows) {
        return Arrays.stream(rows).boxed().toList();
    }
}
