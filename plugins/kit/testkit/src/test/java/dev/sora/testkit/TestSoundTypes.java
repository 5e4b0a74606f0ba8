// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.metric.NumberOutcome;
import dev.sora.testkit.plain.DescentType;
import dev.sora.testkit.plain.ErrorType;
import dev.sora.testkit.plain.MapType;
import dev.sora.testkit.plain.NumberType;
import dev.sora.testkit.plain.SumType;
import dev.sora.testkit.plain.SyntheticType;
import dev.sora.testkit.plain.ValuesType;
import dev.sora.testkit.trial.DrawnSignal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The types of the kit fulfil the contracts, so that contracts do not fail correct types. */
final class TestSoundTypes {

    @Test
    void namesSignalsAsPeopleKnowThem() {
        assertThat(SampleSignal.sequence(6, 3)).hasToString("(6, 3) and lengths");
        assertThat(SampleSignal.indexSequence(7, 4)).hasToString("(4) and lengths of 7");
        assertThat(SampleSignal.image(1, 2, 3)).hasToString("(1, 2, 3)");
        assertThat(DrawnSignal.tensors(1)).isEqualTo("1 tensor");
    }

    @TestFactory
    Stream<DynamicTest> affineMap() {
        return Contracts.particle(new MapType())
                .with("units", 3)
                .on(SampleSignal.vector(5))
                .on(SampleSignal.image(2, 3, 4))
                .refuses("units", 0)
                .refuses("units", "many")
                .refuses(SampleSignal.indices(4))
                .refuses(SampleSignal.sequence(4, 3))
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> sum() {
        return Contracts.combiner(new SumType())
                .on(SampleSignal.vector(3), SampleSignal.vector(3))
                .on(
                        SampleSignal.image(2, 3, 4),
                        SampleSignal.image(2, 3, 4),
                        SampleSignal.image(2, 3, 4))
                .refuses(SampleSignal.vector(3), SampleSignal.vector(4))
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> values() {
        SampleRecords vectors = SampleRecords.of(Column.of("x", ColumnType.VECTOR));
        for (int i = 0; i < 8; i++) {
            vectors = vectors.row(new float[] {i, 1, -i, 2, 0.5f * i, 3});
        }
        return Contracts.input(new ValuesType())
                .with("column", "x")
                .variant(Map.of())
                .variant(Map.of("shape", List.of(2, 3)))
                .on(vectors)
                .refuses(SampleRecords.column("x", ColumnType.VECTOR, (Object) new float[] {1, 2}))
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> number() {
        return Contracts.output(new NumberType())
                .with("column", "y")
                .learningFrom(
                        SampleRecords.column("y", ColumnType.NUMBER, 1.0, 2.0, -1.0, 0.5, 3.0))
                .on(SampleSignal.vector(4))
                .on(SampleSignal.image(1, 2, 3))
                .refuses(SampleSignal.indices(3))
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> error() {
        return Contracts.metric(new ErrorType())
                .range(0, Double.MAX_VALUE)
                .expects(NumberOutcome.of(new double[] {1, 2}, new double[] {2, 5}), 2)
                .expects(NumberOutcome.of(new double[0], new double[0]), Double.NaN)
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> descent() {
        return Contracts.optimiser(new DescentType())
                .variant(Map.of())
                .variant(Map.of("momentum", 0))
                .refuses("momentum", 1)
                .refuses("learning_rate", 0)
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> synthetic() {
        return Contracts.source(new SyntheticType())
                .variant(Map.of("records", 20, "features", 3))
                .variant(Map.of("records", 1))
                .withoutFiles()
                .refuses("records", 0)
                .tests();
    }
}
