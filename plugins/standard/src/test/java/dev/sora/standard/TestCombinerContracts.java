// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard;

import dev.sora.combiner.CombinerType;
import dev.sora.testkit.CombinerContract;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.SampleSignal;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What each combiner is tried on: vectors, images, sequences of differing lengths. */
final class TestCombinerContracts {

    private static final SampleSignal VECTOR = SampleSignal.vector(3);
    private static final SampleSignal IMAGE = SampleSignal.image(2, 3, 2);
    private static final SampleSignal SHORT = SampleSignal.sequence(3, 2);
    private static final SampleSignal LONG = SampleSignal.sequence(5, 2);

    static List<CombinerContract> all() {
        return List.of(
                ofEqualParts("sum").on(VECTOR, VECTOR),
                ofEqualParts("mean"),
                ofEqualParts("max"),
                ofEqualParts("product"),
                concat(),
                concatAlong(),
                ofEqualParts("weighted").refuses("normalise", "sum"),
                combiner("weighted").with("normalise", "none").on(VECTOR, VECTOR, VECTOR),
                ofEqualParts("gated").refuses("gate", "open"),
                combiner("gated").with("gate", "softmax").on(IMAGE, IMAGE),
                ofEqualParts("attention").refuses("query", "none").refuses("units", 0),
                combiner("attention")
                        .with("query", "mean")
                        .variant(Map.of("units", 3))
                        .on(IMAGE, IMAGE, IMAGE),
                ofEqualParts("experts").refuses("gate", "last").refuses("top_k", 0),
                combiner("experts").with("gate", "mean").on(IMAGE, IMAGE),
                tensorFusion().with("rank", 0),
                tensorFusion().with("rank", 2).with("units", 3),
                bestExperts(),
                expertsBehindTheFirst());
    }

    @TestFactory
    Stream<DynamicTest> keepTheirContracts() {
        return all().stream().flatMap(Contract::tests);
    }

    private static CombinerContract combiner(String name) {
        return Contracts.combiner(Workbench.type(new StandardPlugin(), CombinerType.class, name));
    }

    private static CombinerContract ofEqualParts(String name) {
        return combiner(name)
                .on(IMAGE, IMAGE, IMAGE)
                .on(IMAGE)
                .on(SHORT, LONG)
                .refuses(VECTOR, SampleSignal.vector(4))
                .refuses(VECTOR, SampleSignal.floats(3, 1))
                .refuses(SHORT, SampleSignal.vector(2))
                .refuses(SampleSignal.indices(5, 3), SampleSignal.indices(5, 3));
    }

    private static CombinerContract tensorFusion() {
        return combiner("tensor-fusion")
                .on(VECTOR, SampleSignal.vector(2), SampleSignal.vector(1))
                .on(VECTOR)
                .on(SHORT, LONG)
                .refuses(VECTOR, IMAGE)
                .refuses(VECTOR, SampleSignal.indices(5, 3))
                .refuses("rank", -1)
                .refuses("units", 0);
    }

    private static CombinerContract concat() {
        return combiner("concat")
                .on(VECTOR, VECTOR, SampleSignal.vector(4))
                .on(VECTOR, VECTOR)
                .on(VECTOR)
                .on(IMAGE, SampleSignal.image(1, 3, 2))
                .on(SHORT, SampleSignal.sequence(5, 1))
                .refuses(IMAGE, SampleSignal.image(2, 3, 3))
                .refuses(VECTOR, SampleSignal.floats(3, 1))
                .refuses(SHORT, SampleSignal.vector(2))
                .refuses(SampleSignal.indices(5, 3), SampleSignal.indices(5, 3));
    }

    private static CombinerContract concatAlong() {
        return combiner("concat")
                .variant(Map.of("axis", 0))
                .variant(Map.of("axis", -2))
                .on(SampleSignal.floats(2, 3), SampleSignal.floats(4, 3))
                .on(SampleSignal.floats(2, 3), SampleSignal.floats(2, 3))
                .refuses(SampleSignal.floats(2, 3), SampleSignal.floats(2, 4))
                .refuses(SampleSignal.floats(), SampleSignal.floats());
    }

    private static CombinerContract bestExperts() {
        return combiner("experts")
                .with("top_k", 2)
                .variant(Map.of())
                .variant(Map.of("gate", "mean"))
                .on(VECTOR, VECTOR, VECTOR, VECTOR)
                .on(SHORT, LONG, SHORT)
                .refuses(VECTOR);
    }

    private static CombinerContract expertsBehindTheFirst() {
        return combiner("experts")
                .with("gate", "first")
                .variant(Map.of())
                .variant(Map.of("top_k", 1))
                .on(SampleSignal.vector(5), VECTOR, VECTOR, VECTOR)
                .on(IMAGE, VECTOR, VECTOR)
                .refuses(VECTOR)
                .refuses(SampleSignal.indices(5), VECTOR, VECTOR);
    }
}
