// SPDX-License-Identifier: Apache-2.0
package dev.sora.neighbours;

import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.IndexContract;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contracts of the index and of the plugin. */
final class TestHnswContract {

    private static IndexContract hnsw() {
        return Contracts.index(new HnswType())
                .variant(Map.of())
                .variant(Map.of("links", 4, "breadth", 20, "candidates", 30, "seed", 7))
                .refuses("links", 1)
                .refuses("links", 257)
                .refuses("breadth", 0)
                .refuses("candidates", 3201);
    }

    @TestFactory
    Stream<DynamicTest> keepsItsContract() {
        return hnsw().tests();
    }

    @TestFactory
    Stream<DynamicTest> isAPlugin() {
        Contract<?> plugin = Contracts.plugin(new NeighboursPlugin()).covers(List.of(hnsw()));
        return plugin.tests();
    }
}
